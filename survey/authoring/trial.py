"""Worked examples tried out: what becomes of the answers, beside what was expected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from survey.authoring.attempt import Attempt, find_question
from survey.authoring.cases import ENDING, NO_SCORE, Case, load_cases, locate_all
from survey.errors import N_, MahallaError, Mistake, Problem, Where
from survey.kinds.find import kind_of
from survey.questionnaire.gate import keep_promises
from survey.questionnaire.model import Questionnaire

Trail = tuple[str | int, ...]

TOLERANCE = 0.0500001
"""Scores are expected with one decimal."""

NO_FORM = N_("There is no questionnaire %(file)s beside these worked examples. Rename one of them.")
NO_QUESTION = N_("There is no question “%(name)s”. Check its id.")
NO_DOMAIN = N_("There is no domain “%(name)s” that has a score. Check its name.")
NO_ANSWER = N_("“%(name)s” is not answered by people. What is worked out stands under `values:`.")
NO_VALUE = N_("“%(name)s” is answered, not worked out. Write it under `answers:`.")
NOT_ASKED = N_(
    "“%(name)s” should be asked of this person, but is not. Look at its condition; it depends on: "
    "%(answers)s."
)
NEVER_ASKED = N_("“%(name)s” should be asked, but `enabled: false` keeps it from everybody.")
NOT_DECLARED = N_(
    "“%(name)s” should be asked, but it needs what this example does not declare: %(needs)s. Write "
    "that under `declares:`."
)
NO_MEMBER = N_("“%(name)s” should be asked, but there is no such member.")
ASKED = N_(
    "“%(name)s” should not be asked of this person, but is. Look at its condition; it depends on: "
    "%(answers)s."
)
ALWAYS_ASKED = N_("“%(name)s” has no condition, so it is asked of everybody.")
HIDDEN_ANSWER = N_(
    "“%(name)s” is answered here, but is not asked of this person. Remove the answer, or name the "
    "question under `not_asked:`."
)
NO_MISTAKE = N_("“%(name)s” should be held up as a mistake, but its answer is taken.")
NO_WARNING = N_("“%(name)s” should be questioned, but its answer is taken without a word.")
OTHER_VALUE = N_("“%(name)s” should be %(expected)s, but it is %(found)s.")
OTHER_SCORE = N_("The score of “%(name)s” should be %(expected)s, but it is %(found)s.")


@dataclass(frozen=True)
class Trial:
    """What became of the worked examples of one file: how many there are, and what is wrong."""

    count: int
    problems: Sequence[Problem] = ()


def try_file(path: Path, questionnaire: Questionnaire, today: date) -> Trial:
    """Try the worked examples of a file on their questionnaire."""
    try:
        cases, positions = load_cases(path)
    except MahallaError as error:
        return Trial(0, error.problems)
    mistakes = [
        Mistake((place, *mistake.path), mistake.message, mistake.values)
        for place, case in enumerate(cases)
        for mistake in try_case(questionnaire, case, today)
    ]
    return Trial(len(cases), locate_all(mistakes, positions, str(path)))


def try_beside(file: Path, questionnaire: Questionnaire, today: date) -> Trial:
    """Try the worked examples beside a questionnaire's file; there may be none."""
    path = file.with_name(file.stem + ENDING)
    return try_file(path, questionnaire, today) if path.exists() else Trial(0)


def find_form(path: Path) -> Path:
    """Return the questionnaire's file of a file of worked examples. Raises MahallaError."""
    form = path.with_name(path.name.removesuffix(ENDING) + ".yaml")
    if form.exists():
        return form
    raise MahallaError(Problem(NO_FORM, {"file": form.name}, Where(str(path))))


def try_case(questionnaire: Questionnaire, case: Case, today: date) -> list[Mistake]:
    """Try one worked example; return every difference from what it expects."""
    unknown = [*_find_unknown(questionnaire, case), *_find_unanswerable(questionnaire, case)]
    if unknown:
        return unknown
    asked = keep_promises(questionnaire, case.declares)
    return list(_Comparison(asked, case, today).find_differences())


def _find_unknown(questionnaire: Questionnaire, case: Case) -> Iterator[Mistake]:
    named: list[tuple[Trail, str]] = []
    for key in ("asked", "not_asked", "mistakes", "warnings"):
        named += [((key, place), name) for place, name in enumerate(getattr(case, key) or [])]
    named += [(("values", name), name) for name in case.values]
    for path, name in named:
        try:
            find_question(questionnaire, name)
        except KeyError:
            yield Mistake(path, NO_QUESTION, {"name": name})
    scored = [domain.id for domain in questionnaire.domains if domain.measure != "reported"]
    for name in case.scores:
        if name not in scored:
            yield Mistake(("scores", name), NO_DOMAIN, {"name": name})


def _find_unanswerable(questionnaire: Questionnaire, case: Case) -> Iterator[Mistake]:
    """Find answers to what is no question, and values of what is not worked out."""
    for name, given in case.answers.items():
        question = questionnaire.questions.get(name)
        if question is None:
            yield Mistake(("answers", name), NO_QUESTION, {"name": name})
        elif question.value is not None or not kind_of(question).is_stored:
            yield Mistake(("answers", name), NO_ANSWER, {"name": name})
        else:
            inner = {part.id for part in question.questions}
            for place, member in enumerate(_members(given) if question.questions else []):
                for unknown in set(member) - inner:
                    path: Trail = ("answers", name, place, unknown)
                    yield Mistake(path, NO_QUESTION, {"name": f"{name}.{place + 1}.{unknown}"})
    for name in case.values:
        try:
            question = find_question(questionnaire, name)[1]
        except KeyError:
            continue  # said already
        if question.value is None:
            yield Mistake(("values", name), NO_VALUE, {"name": name})


def _members(given: Any) -> list[dict[str, Any]]:
    listed = given if isinstance(given, list) else []
    return [member if isinstance(member, dict) else {} for member in listed]


class _Comparison:
    """One worked example beside what the questionnaire makes of it."""

    def __init__(self, questionnaire: Questionnaire, case: Case, today: date) -> None:
        self.case = case
        self.questionnaire = questionnaire
        self.attempt = Attempt(questionnaire, case.answers)
        day = date.fromisoformat(case.on) if case.on else today
        places = list(self.attempt.list_places())
        found = [(place, place.find_slip(day)) for place in places]
        self.slips = {place.key: slip for place, slip in found if slip}
        self.blank = {place.key for place in places if place.answer is None}
        self.warned = [place.key for place in places if place.find_failed("should")]

    def find_differences(self) -> Iterator[Mistake]:
        yield from self.check_asked()
        yield from self.check_not_asked()
        yield from self.check_mistakes()
        yield from self.check_warnings()
        yield from self.check_values()
        if self.slips.keys() <= self.blank:  # what is not taken cannot be scored either
            yield from self.check_scores()

    def check_asked(self) -> Iterator[Mistake]:
        for place, key in enumerate(self.case.asked):
            if key not in self.attempt.visible:
                yield self.explain_hidden(("asked", place), key)

    def explain_hidden(self, path: Trail, key: str) -> Mistake:
        outer, question = find_question(self.questionnaire, key)
        answers = self.quote_answers(key)
        if not (outer.enabled and question.enabled):
            needs = dict.fromkeys((*outer.needs, *question.needs))
            message = NOT_DECLARED if needs else NEVER_ASKED
            return Mistake(path, message, {"name": key, "needs": ", ".join(needs)})
        if not answers:
            return Mistake(path, NO_MEMBER, {"name": key})
        return Mistake(path, NOT_ASKED, {"name": key, "answers": answers})

    def check_not_asked(self) -> Iterator[Mistake]:
        for place, key in enumerate(self.case.not_asked):
            if key in self.attempt.visible:
                answers = self.quote_answers(key)
                message = ASKED if answers else ALWAYS_ASKED
                yield Mistake(("not_asked", place), message, {"name": key, "answers": answers})
        for name in self.case.answers:
            if name not in self.attempt.visible and name not in self.case.not_asked:
                yield Mistake(("answers", name), HIDDEN_ANSWER, {"name": name})

    def quote_answers(self, key: str) -> str:
        """Write the answers that decide whether a question is asked, as they stand in the file."""
        given = {**self.case.answers, **self.attempt.find_member(key)}
        return ", ".join(
            f"{name}: {_quote(given.get(name))}" for name in self.attempt.list_causes(key)
        )

    def check_mistakes(self) -> Iterator[Mistake]:
        expected = self.case.mistakes
        for key, slip in self.slips.items():
            if key not in (expected or []) and not (key in self.blank and expected is None):
                yield Mistake(self.find_spot(key), slip.message, slip.values)
        for place, key in enumerate(expected or []):
            if key not in self.slips:
                yield Mistake(("mistakes", place), NO_MISTAKE, {"name": key})

    def find_spot(self, key: str) -> Trail:
        """Return where the answer to a question stands; the list of mistakes if it is blank."""
        if key in self.blank:
            return ("mistakes",)
        name, *inner = key.split(".")
        return ("answers", name, int(inner[0]) - 1, inner[1]) if inner else ("answers", name)

    def check_warnings(self) -> Iterator[Mistake]:
        expected = self.case.warnings
        if expected is None:
            return
        for place in self.attempt.list_places():
            warning = place.find_failed("should")
            if warning and place.key not in expected:
                yield Mistake(self.find_spot(place.key), warning.message, warning.values)
        for number, key in enumerate(expected):
            if key not in self.warned:
                yield Mistake(("warnings", number), NO_WARNING, {"name": key})

    def check_values(self) -> Iterator[Mistake]:
        for key, expected in self.case.values.items():
            found = self.attempt.find_value(key)
            if not _is_same_value(expected, found):
                shown = NO_SCORE if found is None else found
                values = {"name": key, "expected": expected, "found": str(shown)}
                yield Mistake(("values", key), OTHER_VALUE, values)

    def check_scores(self) -> Iterator[Mistake]:
        if not self.case.scores:
            return
        from survey.scoring.answers.person import score_person  # heavy, and seldom needed

        scores = score_person(self.questionnaire, self.attempt.settled.answers)
        for name, expected in self.case.scores.items():
            found = scores[name]
            if not _is_same_score(expected, found):
                shown = NO_SCORE if found is None else f"{found:.1f}"
                values = {"name": name, "expected": expected, "found": shown}
                yield Mistake(("scores", name), OTHER_SCORE, values)


def _is_same_score(expected: float | str, found: float | None) -> bool:
    """Compare scores to one decimal; `none` is no score."""
    if found is None or isinstance(expected, str):
        return found is None and expected == NO_SCORE
    return abs(expected - found) <= TOLERANCE


def _is_same_value(expected: object, found: object) -> bool:
    """Compare values: whole numbers exactly, others to as many decimals as were written."""
    if isinstance(expected, int | float) and isinstance(found, int | float):
        decimals = len(str(expected).partition(".")[2]) if isinstance(expected, float) else 9
        return bool(abs(expected - found) <= 0.5000001 / 10**decimals)
    return (found is None and expected == NO_SCORE) or expected == found


def _quote(given: object) -> str:
    """Write an answer on one line; a blank is a dash."""
    return "–" if given is None else str(given)
