"""What residents wrote themselves, as a report prints it: words, and the question they answer."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quote:
    """Words of one answer that the office chose; `language` is that of the interview."""

    question: str
    words: str
    language: str
