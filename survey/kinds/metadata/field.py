"""The field of metadata: nothing to fill in but the device's clock, which the browser notes."""

from collections.abc import Sequence
from datetime import date

from wtforms.fields.core import UnboundField

from survey.kinds.fields import AnswerField, Asked
from survey.kinds.model import Answer
from survey.locale import Language

CLOCK = "device_time"


class MetadataField(AnswerField):
    """A moment from the device; whatever else is noted comes from the server alone."""

    @property
    def is_clock(self) -> bool:
        """Whether the browser notes it."""
        return getattr(self.question.settings, "of", "") == CLOCK

    def parse(self, texts: Sequence[str]) -> Answer | None:
        """Read the device's clock. Raises AnswerError."""
        return super().parse(texts) if self.is_clock else None


def field(question: Asked, language: Language, today: date) -> "UnboundField[MetadataField]":
    """Make the field of metadata."""
    return UnboundField(MetadataField, question=question, language=language, today=today)
