"""Answering in free words: what text and long text share."""

import re
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Kind

NOT_PRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, line breaks and tabs apart, and halves of letters."""


class FreeText(Kind):
    """The words as they were written, without blanks around them."""

    keeps_lines: ClassVar[bool] = False
    may_identify: ClassVar[bool] = True

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read the words; line breaks are kept only where the kind has several lines."""
        written = "\n".join(texts).replace("\r\n", "\n").replace("\r", "\n").strip()
        words = written if self.keeps_lines else " ".join(written.split())
        if not words:
            return None
        self.check(words, question, today)
        return words

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write the words."""
        return [str(answer)]

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse what is not text, is longer than allowed or holds control characters."""
        if not isinstance(answer, str) or not answer.strip():
            raise AnswerError(N_("Write a text."))
        limit = getattr(question.settings, "max_length", len(answer))
        if len(answer) > limit:
            raise AnswerError(
                N_("This text has %(length)s characters; at most %(limit)s are possible."),
                length=len(answer),
                limit=limit,
            )
        if not is_printable(answer):
            raise AnswerError(N_("This text holds characters that cannot be printed. Remove them."))


def is_printable(text: str) -> bool:
    """Tell whether `text` is free of control characters and of halves of letters."""
    return NOT_PRINTED.search(text) is None
