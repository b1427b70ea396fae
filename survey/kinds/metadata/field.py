"""The field of metadata: nothing to fill in but the device's clock, which the browser notes."""

from datetime import date

from wtforms.fields.core import UnboundField

from survey.kinds.fields import AnswerField
from survey.kinds.metadata import is_clock
from survey.kinds.reading import Asked
from survey.locale import Language


class MetadataField(AnswerField):
    """A moment from the device; whatever else is noted comes from the server alone."""

    @property
    def is_clock(self) -> bool:
        """Whether the browser notes it."""
        return is_clock(self.question)


def field(question: Asked, language: Language, today: date) -> "UnboundField[MetadataField]":
    """Make the field of metadata."""
    return UnboundField(MetadataField, question=question, language=language, today=today)
