"""What was typed into a section, as it is kept: answers, reasons and notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from survey.forms.filling import Paradata
from survey.forms.interview import read_notes
from survey.forms.reasons import read_reasons
from survey.kinds.find import kind_of
from survey.kinds.reading import PREFIX, count_members, read_inputs
from survey.questionnaire.model import Question, Section
from survey.responses.model import Draft


@dataclass(frozen=True)
class Told:
    """What a section was told: answers as a draft keeps them, None for a blank, and the rest."""

    answers: dict[str, object]
    paradata: Paradata


def read_section(
    draft: Draft,
    section: Section | None,
    asked: Sequence[Question],
    typed: MultiDict[str, str],
    today: date,
) -> Told:
    """Read the texts of the inputs of these questions, by whatever way they came."""
    told = read_inputs(asked, typed, today)
    given: dict[str, object] = {
        one.id: told[one.id] for one in asked if told[one.id] is not None or kind_of(one).is_asked
    }
    reasons = read_reasons(typed, _list_keys(asked, typed))
    return Told(given, {**read_notes(draft, typed, section), **reasons})


def _list_keys(asked: Sequence[Question], typed: MultiDict[str, str]) -> Iterator[str]:
    """Name what was asked, of the members that were told of as well: `members.0.age`."""
    for question in asked:
        yield question.id
        if question.questions:
            for place in range(count_members(typed.getlist(f"{PREFIX}-{question.id}"))):
                yield from (f"{question.id}.{place}.{inner.id}" for inner in question.questions)
