"""Calculated: a number worked out from the answers, such as people per room."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import Field

from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Settings
from survey.kinds.numbers import Number


class CalculatedSettings(Settings):
    """What a calculated value adds to a question."""

    value: Any = Field(None, description="How it is worked out, such as {div: [{q: a}, {q: b}]}.")
    shown: bool = Field(False, description="True shows the value on the page, as a text to read.")


class Calculated(Number):
    """A number that nobody types; `value` in the file says how it is worked out."""

    settings = CalculatedSettings
    is_asked = False

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read nothing: whatever a form or a table gives under its name is worked out anew."""
        return None

    def mistakes(self, question: Answerable) -> list[AnswerError]:
        """Refuse a value that nothing is said about."""
        if getattr(question.settings, "value", None) is not None:
            return []
        return [AnswerError(N_("Write how the value is worked out, as `value: …`."))]


KIND = Calculated()
