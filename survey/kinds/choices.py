"""Answering with one option of a list: what choice, rating, yes/no and stoplight share."""

from collections.abc import Sequence
from datetime import date

from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Kind, find_option


class OneOption(Kind):
    """The answer is the name of one option; it is scored by that option's code."""

    takes_options = True

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read the one name that is not blank."""
        names = [text.strip() for text in texts if text.strip()]
        if not names:
            return None
        if len(names) > 1:
            raise AnswerError(N_("Choose one answer only."))
        return find_option(names[0], question).name

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write the option's name."""
        return [str(answer)]

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse whatever is not the name of an option."""
        find_option(answer if isinstance(answer, str) else repr(answer), question)

    def codes(self, question: Answerable) -> tuple[float, ...] | None:
        """Give the options' codes in their order; None unless every option has one."""
        codes = [option.code for option in question.options if option.code is not None]
        return tuple(codes) if len(codes) == len(question.options) else None

    def position(self, answer: Answer, question: Answerable) -> int:
        """Give the option's place in the list."""
        return [option.name for option in question.options].index(str(answer))
