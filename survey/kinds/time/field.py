"""The field of a time: one line for hours and minutes, in the reader's digits."""

from datetime import date

from wtforms.fields.core import UnboundField

from survey.digits import LATIN
from survey.kinds.fields import AnswerField
from survey.kinds.model import Answer
from survey.kinds.reading import Asked
from survey.locale import Language

EXAMPLE = "14:30"


class TimeField(AnswerField):
    """Hours and minutes as the reader writes them."""

    def write(self, answer: Answer) -> list[str]:
        """Write the time in the reader's digits."""
        return [self._write(text) for text in super().write(answer)]

    @property
    def example(self) -> str:
        """A time as the reader would write it."""
        return self._write(EXAMPLE)

    def _write(self, text: str) -> str:
        return text.translate(str.maketrans(LATIN, self.language.digits))


def field(question: Asked, language: Language, today: date) -> "UnboundField[TimeField]":
    """Make the field of a question about a time of day."""
    return UnboundField(TimeField, question=question, language=language, today=today)
