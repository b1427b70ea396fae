"""Worked examples tried out: what becomes of the answers, beside what was expected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from survey.authoring.cases import ENDING, NO_SCORE, Case, load_cases, locate_all
from survey.conditions.evaluate import questions_in
from survey.errors import N_, AnswerError, MahallaError, Mistake, Problem, Where
from survey.kinds.find import kind_of
from survey.questionnaire.flow import visible_questions
from survey.questionnaire.model import Question, Questionnaire

Trail = tuple[str | int, ...]
Answers = Mapping[str, object]

TOLERANCE = 0.0500001
"""Scores are expected with one decimal."""

NO_FORM = N_("There is no questionnaire %(file)s beside these worked examples. Rename one of them.")
NO_QUESTION = N_("There is no question “%(name)s”. Check its id.")
NO_DOMAIN = N_("There is no domain “%(name)s” that has a score. Check its name.")
NOT_ASKED = N_(
    "“%(name)s” should be asked of this person, but is not. Look at its condition; it depends on: "
    "%(answers)s."
)
NEVER_ASKED = N_("“%(name)s” should be asked, but `enabled: false` keeps it from everybody.")
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
NEEDED = N_("“%(name)s” must be answered. Answer it, or name it under `mistakes:`.")
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
    unknown = list(_find_unknown(questionnaire, case))
    if unknown:
        return unknown
    return list(_Attempt(questionnaire, case, today).find_differences())


def _find_unknown(questionnaire: Questionnaire, case: Case) -> Iterator[Mistake]:
    named: list[tuple[Trail, str]] = [(("answers", name), name) for name in case.answers]
    for key in ("asked", "not_asked", "mistakes", "warnings"):
        named += [((key, place), name) for place, name in enumerate(getattr(case, key) or [])]
    named += [(("values", name), name) for name in case.values]
    for path, name in named:
        if name not in questionnaire.questions:
            yield Mistake(path, NO_QUESTION, {"name": name})
    scored = [domain.id for domain in questionnaire.domains if domain.measure != "reported"]
    for name in case.scores:
        if name not in scored:
            yield Mistake(("scores", name), NO_DOMAIN, {"name": name})


class _Attempt:
    """One person's way through the questionnaire."""

    def __init__(self, questionnaire: Questionnaire, case: Case, today: date) -> None:
        self.questionnaire = questionnaire
        self.case = case
        self.today = date.fromisoformat(case.on) if case.on else today
        self.answers = {
            name: read_answer(questionnaire.questions[name], given)
            for name, given in case.answers.items()
        }
        self.visible = visible_questions(questionnaire, self.answers)
        self.slips = dict(self.find_slips())

    def find_differences(self) -> Iterator[Mistake]:
        yield from self.check_visible()
        yield from self.check_mistakes()
        if (
            not self.slips.keys() & self.answers.keys()
        ):  # an answer that cannot be taken cannot be scored either
            yield from self.check_scores()

    def check_visible(self) -> Iterator[Mistake]:
        for place, name in enumerate(self.case.asked):
            if name not in self.visible:
                yield self.explain_hidden(("asked", place), name)
        for place, name in enumerate(self.case.not_asked):
            if name in self.visible:
                yield self.explain_shown(("not_asked", place), name)
        for name in self.case.answers:
            if name not in self.visible and name not in self.case.not_asked:
                yield Mistake(("answers", name), HIDDEN_ANSWER, {"name": name})

    def explain_hidden(self, path: Trail, name: str) -> Mistake:
        if not self.questionnaire.questions[name].enabled:
            return Mistake(path, NEVER_ASKED, {"name": name})
        return Mistake(path, NOT_ASKED, {"name": name, "answers": self.quote_answers(name)})

    def explain_shown(self, path: Trail, name: str) -> Mistake:
        answers = self.quote_answers(name)
        if not answers:
            return Mistake(path, ALWAYS_ASKED, {"name": name})
        return Mistake(path, ASKED, {"name": name, "answers": answers})

    def quote_answers(self, name: str) -> str:
        """Write the answers that decide whether a question is asked, as they stand in the file."""
        section = next(
            part
            for part in self.questionnaire.sections
            if name in [question.id for question in part.questions]
        )
        rules = [section.show_if, self.questionnaire.questions[name].show_if]
        looked_at = dict.fromkeys(id for rule in rules if rule for id in questions_in(rule))
        return ", ".join(f"{id}: {quote(self.case.answers.get(id))}" for id in looked_at)

    def find_slips(self) -> Iterator[tuple[str, Problem]]:
        """Find the questions at which the form says that something must be mended, and what."""
        for name, question in self.questionnaire.questions.items():
            if name not in self.visible:
                continue
            answer = self.answers.get(name)
            slip = find_slip(question, answer, self.today)
            if slip:
                yield name, slip

    def check_mistakes(self) -> Iterator[Mistake]:
        expected = self.case.mistakes
        for name, slip in self.slips.items():
            is_blank = name not in self.answers
            if name not in (expected or []) and not (is_blank and expected is None):
                path: Trail = ("mistakes",) if is_blank else ("answers", name)
                yield Mistake(path, slip.message, slip.values)
        for place, name in enumerate(expected or []):
            if name not in self.slips:
                yield Mistake(("mistakes", place), NO_MISTAKE, {"name": name})

    def check_scores(self) -> Iterator[Mistake]:
        if not self.case.scores:
            return
        from survey.scoring.person import score_person  # heavy, and seldom needed

        found = score_person(self.questionnaire, self.answers)
        for name, expected in self.case.scores.items():
            score = found[name]
            if not is_same_score(expected, score):
                values = {"name": name, "expected": expected, "found": write_score(score)}
                yield Mistake(("scores", name), OTHER_SCORE, values)


def read_answer(question: Question, given: Any) -> object:
    """Read an answer as it stands in a file: `refused` and its like are words, as in conditions."""
    return {"missing": given} if given in question.missing else given


def find_slip(question: Question, answer: object, today: date) -> Problem | None:
    """Say what the form would say is wrong with an answer; None where it is taken."""
    if answer is None:
        return Problem(NEEDED, {"name": question.id}) if question.required else None
    if isinstance(answer, dict) and "missing" in answer:
        return None
    try:
        kind_of(question).check(answer, question, today)
    except AnswerError as error:
        return error.problems[0]
    return None


def is_same_score(expected: float | str, found: float | None) -> bool:
    """Compare scores to one decimal; `none` is no score."""
    if found is None or isinstance(expected, str):
        return found is None and expected == NO_SCORE
    return abs(expected - found) <= TOLERANCE


def write_score(score: float | None) -> str:
    """Write a score as it would stand in the file."""
    return NO_SCORE if score is None else f"{score:.1f}"


def quote(given: object) -> str:
    """Write an answer on one line; a blank is a dash."""
    return "–" if given is None else str(given)
