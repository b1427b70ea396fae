"""The field of a yes/no question: two radios, yes first."""

from datetime import date

from wtforms.fields.core import UnboundField

from survey.kinds.fields import AnswerField
from survey.kinds.model import Option
from survey.kinds.reading import Asked
from survey.locale import Language


class YesNoField(AnswerField):
    """Two radios in the order people say the words in, which is not that of their codes."""

    @property
    def options(self) -> tuple[Option, ...]:
        """Yes, then no."""
        return self.question.options[::-1]


def field(question: Asked, language: Language, today: date) -> "UnboundField[YesNoField]":
    """Make the field of a yes/no question."""
    return UnboundField(YesNoField, question=question, language=language, today=today)
