"""What was typed into a section, as it is kept: answers, reasons and notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms.form import BaseForm

from survey.forms.filling import Paradata
from survey.forms.interview import read_notes
from survey.forms.reasons import read_reasons
from survey.kinds.fields import make_form, walk
from survey.kinds.find import kind_of
from survey.locale import Language
from survey.questionnaire.model import Question, Section
from survey.responses.model import Draft


@dataclass(frozen=True)
class Told:
    """What a section was told: answers as a draft keeps them, None for a blank, and the rest."""

    form: BaseForm
    answers: dict[str, object]
    paradata: Paradata


def read_section(
    draft: Draft,
    section: Section | None,
    asked: Sequence[Question],
    typed: MultiDict[str, str],
    language: Language,
    today: date,
) -> Told:
    """Read the texts of the inputs of these questions, by whatever way they came."""
    form = make_form(asked, language, today)
    form.process(typed)
    told = form.data  # made anew each time it is asked for
    given = {q.id: told[q.id] for q in asked if kind_of(q).is_asked or told[q.id] is not None}
    reasons = read_reasons(typed, [field.key for field in walk(form)])
    return Told(form, given, {**read_notes(draft, typed, section), **reasons})
