"""What a check is given and what it says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from survey.errors import Problem
from survey.settings import Settings
from survey.storage.database import Database


@dataclass(frozen=True)
class Installation:
    """What is looked over; its database is open, and has not been brought up to date."""

    settings: Settings
    database: Database
    now: datetime


@dataclass(frozen=True)
class Finding:
    """A sentence about the installation; `is_fault` says that something must be done."""

    sentence: Problem
    is_fault: bool = True


@dataclass(frozen=True)
class Check:
    """One thing to look at; `title` is a sentence to translate that holds where all is well."""

    name: str
    title: str
    look: Callable[[Installation], Iterable[Finding]]
