"""What is printed when everything is: copies, and the files each of them yields."""

from dataclasses import dataclass

from survey.locale import Language
from survey.questionnaire.model import Questionnaire
from survey.reports.look import Look
from survey.reports.overview import Overview
from survey.reports.reading import Reading

PAPER = "paper"
"""The product that is not found among the products: the questionnaire to be filled in by hand."""


@dataclass(frozen=True)
class Wish:
    """What is asked for: these products in these languages and this look."""

    languages: tuple[Language, ...]
    products: tuple[str, ...]
    look: Look


@dataclass(frozen=True)
class Subject:
    """What a copy is, and how the index calls it (its titles) in the copy's own language.

    `name` begins the names of its files. `release` is the name of the release that its figures are
    from; `place` is empty where it is about the whole project. `rank` is where it stands.
    """

    name: str
    project: str
    release: str
    product: str
    place: str
    language: str
    is_large: bool
    project_title: str
    title: str
    rank: tuple[int, ...]


@dataclass(frozen=True)
class Copy:
    """A copy to be printed: everything that a process of its own needs."""

    subject: Subject
    source: Reading | Overview | Questionnaire
    language: Language
    look: Look


@dataclass(frozen=True)
class Made:
    """A file of a copy: `kind` is its suffix, `digest` the hash of its bytes.

    `made_from` is the hash of all that decides about the bytes, where making them is slow.
    """

    name: str
    kind: str
    size: int
    digest: str
    made_from: str = ""


@dataclass(frozen=True)
class Printed:
    """A copy that lies in the folder with its files."""

    subject: Subject
    files: tuple[Made, ...]
