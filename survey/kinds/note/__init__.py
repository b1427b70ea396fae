"""Note: a text to read, with nothing to answer."""

from collections.abc import Sequence
from datetime import date

from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Kind


class Note(Kind):
    """Shown in its place among the questions; it never has an answer."""

    compares_as = None
    is_asked = False
    is_stored = False

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read nothing: whatever a form sends under its name is dropped."""
        return None

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write nothing."""
        return []

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse every answer."""
        raise AnswerError(N_("This is a note; it takes no answer."))


KIND = Note()
