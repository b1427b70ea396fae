"""Answering with a file: what photo and audio note share."""

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from survey.errors import N_, AnswerError
from survey.kinds.model import Answer, Answerable, Comparable, Kind

NAME = re.compile(r"[0-9a-f]{64}\.([0-9a-z]{2,4})")
"""What is stored: the SHA-256 of the file and how it is encoded, such as `9f86d08….jpg`."""

REFUSED = "!"
"""What stands before the reason among the texts of a page, where a file was refused."""

UNREADABLE = N_("This file could not be read. Choose another one.")
FULL = N_("There are too many files in this form already. Remove one first.")


@dataclass(frozen=True)
class Taken:
    """A file as it is kept: its content and how it is encoded."""

    content: bytes
    extension: str


class RefusedFileError(AnswerError):
    """A file that is not taken, for a `reason` that a page can keep until it is shown again."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class File(Kind):
    """The name of a file that is kept beside the answers.

    `types` maps what a file's name may end in to its media type; `accept` is what browsers offer
    to choose from; `refusals` maps the reasons for refusing a file to their sentences.
    """

    compares_as: ClassVar[Comparable | None] = None
    types: ClassVar[Mapping[str, str]]
    refusals: ClassVar[Mapping[str, str]]
    most_bytes: ClassVar[int]

    @abstractmethod
    def take(self, content: bytes, question: Answerable) -> Taken:
        """Make what is kept out of what was sent. Raises RefusedFileError."""

    def parse(self, texts: Sequence[str], question: Answerable, today: date) -> Answer | None:
        """Read the name of a file, or say why the file was refused."""
        name = "".join(text.strip() for text in texts)
        if name.startswith(REFUSED):
            raise self.refuse(name.removeprefix(REFUSED))
        if not name:
            return None
        self.check(name, question, today)
        return name

    def write(self, answer: Answer, question: Answerable) -> list[str]:
        """Write the name."""
        return [str(answer)]

    def check(self, answer: object, question: Answerable, today: date) -> None:
        """Refuse what is not the name of a file of this kind."""
        found = NAME.fullmatch(answer) if isinstance(answer, str) else None
        if found is None or found[1] not in self.types:
            raise self.refuse("unreadable")

    def refuse(self, reason: str) -> RefusedFileError:
        """Make the error that says why a file is not taken."""
        return RefusedFileError(reason, {"full": FULL, **self.refusals}.get(reason, UNREADABLE))
