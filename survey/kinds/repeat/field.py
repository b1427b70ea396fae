"""The field of a repeat: a form of its questions for every member."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from survey.kinds.fields import AnswerField, make_form
from survey.kinds.reading import Asked, count_members, keep_members, part_texts
from survey.locale import Language


class RepeatField(AnswerField):
    """The forms of the members, and beside them a text that says how many there are.

    `data` is a list with what a draft keeps of each member, an empty dict for one of whom nothing
    was said; None where there are none.
    """

    members: tuple[BaseForm, ...] = ()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Fill the members' forms from what was typed, or from a draft's `data`."""
        self.process_errors: list[str] = []
        if formdata is None:
            self._show(data)
        else:
            self._read(formdata)

    @property
    def inner(self) -> Iterator[AnswerField]:
        """The fields of all members, one member after the other."""
        return (cast(AnswerField, field) for member in self.members for field in member)

    def _show(self, data: Any) -> None:
        members = data if isinstance(data, list) else []
        self.members = tuple(self._make_form(place) for place in range(len(members)))
        for form, member in zip(self.members, members, strict=True):
            form.process(data=member)
        self.ticked = [data["missing"]] if isinstance(data, Mapping) and "missing" in data else []
        self.data = data

    def _read(self, formdata: Any) -> None:
        texts = formdata.getlist(self.name)
        self.ticked = part_texts(self.question, texts)[1]
        self.members = tuple(self._make_form(place) for place in range(count_members(texts)))
        for form in self.members:
            form.process(formdata)
        self.data = keep_members(self.ticked, [form.data for form in self.members])

    def _make_form(self, place: int) -> BaseForm:
        questions = getattr(self.question, "questions", ())
        return make_form(questions, self.language, self.today, f"{self.name}.{place}.")


def field(question: Asked, language: Language, today: date) -> "UnboundField[RepeatField]":
    """Make the field of a repeat."""
    return UnboundField(RepeatField, question=question, language=language, today=today)
