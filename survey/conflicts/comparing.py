"""Two contents of one response compared: where they differ, in words, and what a choice makes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from survey.conflicts.model import Conflict, Side
from survey.entry.compare import Difference, compare_cells, is_same
from survey.entry.model import gather_answers
from survey.entry.typed import say_typed
from survey.errors import N_
from survey.forms.words import Say
from survey.kinds.files import File
from survey.kinds.find import kind_of
from survey.locale import Language
from survey.places.model import Project
from survey.questionnaire.flow import strip_hidden
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.numbering import is_numbered
from survey.questionnaire.private import find_private
from survey.responses.model import Answers, Submission

CONSENT = "consent"
HEAD: Mapping[str, str] = {
    CONSENT: N_("Did the household take part?"),
    "neighbourhood": N_("Neighbourhood"),
    "household": N_("Household"),
    "collector": N_("Who asked"),
}
"""What else of a response may differ, and is chosen like an answer."""

CONSENTS: Mapping[str, str] = {
    "given": N_("Yes"),
    "refused": N_("No, it refused"),
    "not_asked": N_("It was not asked"),
    "elsewhere": N_("It was asked elsewhere"),
}


@dataclass(frozen=True)
class Found:
    """Where two contents differ: what may be shown, and what else there is that may not."""

    open_ones: tuple[Difference, ...]
    private: tuple[Difference, ...]


def compare(form: Questionnaire, stands: Submission, came: Submission) -> Found:
    """Compare two contents; where one of them is a refusal, that alone is the difference."""
    heads = tuple(_compare_heads(stands, came))
    if any(one.name == CONSENT for one in heads):
        return Found(heads[:1], ())
    private = find_private(form)
    typed = spread_answers(form, stands.answers), spread_answers(form, came.answers)
    cells = [
        one
        for one in compare_cells(form, *typed)
        if one.cell and not one.cell.counted_by and not is_same(one)
    ]
    hidden = tuple(one for one in cells if _question_of(one) in private)
    shown = tuple(one for one in cells if _question_of(one) not in private)
    return Found((*heads, *shown), hidden)


def choose(form: Questionnaire, conflict: Conflict, chosen: Mapping[str, Side]) -> Submission:
    """Make what shall stand: the first content with what was chosen from the second.

    What is not named in `chosen` stays as it stands. Answers that do not apply after that go.
    """
    stands, came = conflict.stands, conflict.came
    if chosen.get(CONSENT) == 2:
        return replace(came, received_at=stands.received_at)
    if CONSENT in chosen:
        return stands
    heads: dict[str, Any] = {name: getattr(came, name) for name in HEAD if chosen.get(name) == 2}
    names = {name for name, side in chosen.items() if side == 2} - HEAD.keys()
    return replace(stands, answers=_merge(form, stands.answers, came.answers, names), **heads)


def spread_answers(form: Questionnaire, answers: Answers) -> dict[str, object]:
    """Write answers by the fields of a sheet: of a repeat how many, then each member's."""
    typed: dict[str, object] = {}
    for name, answer in answers.items():
        question = form.questions.get(name)
        if question is None or not is_numbered(question):
            continue
        if not question.questions or not isinstance(answer, list):
            typed[name] = answer
            continue
        typed.setdefault(getattr(question.settings, "count", None) or name, len(answer))
        for place, member in enumerate(answer):
            typed |= {f"{name}-{place}-{part}": value for part, value in member.items()}
    return typed


@dataclass(frozen=True)
class Voice:
    """Says differences in the reader's language."""

    project: Project
    language: Language
    say: Say
    titles: Mapping[str, str]

    def name(self, difference: Difference) -> str:
        """Say what a difference is about."""
        cell = difference.cell
        if cell is None:
            return self.language.gettext(HEAD[difference.name])
        said = self.say(cell.question.text)
        if not cell.repeat:
            return said
        return f"{said} ({self.language.number(cell.member)})"

    def tell(self, difference: Difference, value: object) -> str:
        """Say one of the two values in words."""
        language, cell = self.language, difference.cell
        if value is None or value == "":
            return language.gettext("left blank")
        if cell is None:
            return self._tell_head(difference.name, str(value))
        if isinstance(kind_of(cell.question), File):
            is_first = value == difference.first
            return language.gettext("One file") if is_first else language.gettext("Another file")
        return say_typed(cell, value, language, self.say)

    def _tell_head(self, name: str, value: str) -> str:
        if name == CONSENT:
            return self.language.gettext(CONSENTS[value])
        if name == "collector":
            return self.titles.get(value, value)
        place = self.project.neighbourhood(value) if name == "neighbourhood" else None
        return self.language.text(place.name) if place else value


def _compare_heads(stands: Submission, came: Submission) -> Iterator[Difference]:
    for name in HEAD:
        difference = Difference(name, getattr(stands, name), getattr(came, name))
        if name == CONSENT and "refused" not in (stands.consent, came.consent):
            continue
        if not is_same(difference):
            yield difference


def _question_of(difference: Difference) -> str:
    assert difference.cell is not None
    return difference.cell.repeat or difference.cell.question.id


def _merge(
    form: Questionnaire, stands: Answers, came: Answers, names: set[str]
) -> dict[str, object]:
    """Take what stands with some fields from the other; what nobody is asked stays."""
    typed, other = spread_answers(form, stands), spread_answers(form, came)
    typed |= {name: other.get(name) for name in names}
    given = {name: answer for name, answer in typed.items() if answer is not None}
    noted = {
        name: answer
        for name, answer in stands.items()
        if name not in form.questions or not is_numbered(form.questions[name])
    }
    return strip_hidden(form, {**noted, **gather_answers(form, given)})
