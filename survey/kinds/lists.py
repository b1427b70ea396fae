"""Answering with several options of a list: what many-choices and rank share."""

from collections.abc import Sequence
from datetime import date

from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Kind, find_option


class SeveralOptions(Kind):
    """The answer is a list of option names, each at most once."""

    compares_as = "list"
    takes_options = True

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read one name a text; a text may also hold several names with spaces between."""
        names = [name for text in texts for name in text.split()]
        if not names:
            return None
        self.check(names, question, today)
        return self.arrange(names, question)

    def arrange(self, names: list[str], question: Answerable) -> list[str]:
        """Put checked names into the order in which they are stored."""
        return names

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write one name a text."""
        assert isinstance(answer, list)
        return [str(name) for name in answer]

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse unknown names and repeated ones."""
        if not isinstance(answer, list) or not answer:
            raise AnswerError(N_("Choose answers from the list."))
        for name in answer:
            find_option(name if isinstance(name, str) else repr(name), question)
        if len(set(answer)) < len(answer):
            raise AnswerError(N_("Choose each answer only once."))
