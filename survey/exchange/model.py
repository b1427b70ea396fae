"""What is taken out, and the format that it is written in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from survey.places.model import Project

Write = Callable[[IO[bytes], Sequence[str], Iterable[Sequence[str]]], int]
"""Writes the names of the columns and the rows into a file, one by one; returns how many rows."""


@dataclass(frozen=True)
class Export:
    """A format; `title` is a phrase to translate, `media_type` what browsers are told."""

    title: str
    media_type: str
    write: Write


@dataclass(frozen=True)
class Order:
    """What is taken out of a project, as it stood at `until`.

    Without a `wave` all of them; `places` are the neighbourhoods, None for all answers. `is_whole`
    says that sensitive answers are among them, `reason` what for. `questionnaire` is another one
    that the project asked before.
    """

    project: Project
    until: datetime
    wave: str = ""
    places: frozenset[str] | None = None
    is_whole: bool = False
    reason: str = ""
    questionnaire: str = ""

    @property
    def form(self) -> str:
        """The id of the questionnaire whose answers are taken out."""
        return self.questionnaire or self.project.questionnaire

    @property
    def waves(self) -> list[str]:
        """The waves that are taken out, the earliest first."""
        if self.wave:
            return [self.wave]
        waves = sorted(self.project.waves, key=lambda wave: (wave.starts, wave.id))
        return [wave.id for wave in waves]


@dataclass(frozen=True)
class Written:
    """What came of it: how many rows there are, and the questions that were left out."""

    rows: int
    left_out: tuple[str, ...]
