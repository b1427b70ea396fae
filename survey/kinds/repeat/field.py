"""The field of a repeat: a form of its questions for every member."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from survey.kinds.fields import MARK, AnswerField, Asked, make_form
from survey.kinds.model import MOST_MEMBERS
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
        offered = {MARK + word: word for word in self.question.missing}
        texts = formdata.getlist(self.name)
        self.ticked = [offered[text] for text in texts if text in offered]
        count = next((int(text) for text in texts if text.isascii() and text.isdigit()), 0)
        self.members = tuple(self._make_form(place) for place in range(min(count, MOST_MEMBERS)))
        for form in self.members:
            form.process(formdata)
        members = [_keep_given(form.data) for form in self.members]
        if self.ticked and not any(members):
            self.data = {"missing": self.ticked[0]}
        else:
            self.data = members or None

    def _make_form(self, place: int) -> BaseForm:
        questions = getattr(self.question, "questions", ())
        return make_form(questions, self.language, self.today, f"{self.name}.{place}.")


def _keep_given(member: Mapping[str, Any]) -> dict[str, Any]:
    return {name: answer for name, answer in member.items() if answer is not None}


def field(question: Asked, language: Language, today: date) -> "UnboundField[RepeatField]":
    """Make the field of a repeat."""
    return UnboundField(RepeatField, question=question, language=language, today=today)
