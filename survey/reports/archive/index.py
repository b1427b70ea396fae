"""The page that lists everything in a folder, in every language that was printed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from survey.errors import N_
from survey.locale import Language
from survey.reports.archive.fingerprint import hash_bytes
from survey.reports.archive.manifest import Manifest
from survey.reports.archive.model import Made, Printed
from survey.reports.files import write_whole

NAME = "index.html"
KINDS = {
    "pdf": N_("PDF, to be printed"),
    "html": N_("Page for the screen"),
    "csv": N_("Table of the figures"),
}
"""The kinds of files in the order of the columns, with what stands above each."""


@dataclass(frozen=True)
class Shelf:
    """The copies of one project in one language."""

    language: Language
    project: str
    title: str
    copies: tuple[Printed, ...]

    @property
    def id(self) -> str:
        """What links lead to it by."""
        return quote(f"{self.project}-{self.language.html_tag}", safe="")

    @property
    def kinds(self) -> list[str]:
        """The kinds of files that there are."""
        found = {made.kind for copy in self.copies for made in copy.files}
        return [kind for kind in KINDS if kind in found]


def write_index(manifest: Manifest, languages: Mapping[str, Language], folder: Path) -> Manifest:
    """Write the page into a folder."""
    page = fill_index(manifest, languages).encode()
    write_whole(page, folder / NAME)
    return manifest.put(Made(NAME, "html", len(page), hash_bytes(page)))


def fill_index(manifest: Manifest, languages: Mapping[str, Language]) -> str:
    """Write the page as HTML that needs no other file."""
    shelves = tuple(list_shelves(manifest, languages))
    return _load_template().render(shelves=shelves, headings=KINDS, quote=quote, size=say_size)


def list_shelves(manifest: Manifest, languages: Mapping[str, Language]) -> Iterator[Shelf]:
    """List the copies by project and language, in the order of their ranks."""
    copies = sorted(manifest.copies.values(), key=_find_shelf)
    for (project, tag), found in groupby(copies, key=_find_shelf):
        ranked = tuple(sorted(found, key=lambda copy: (copy.subject.rank, copy.subject.name)))
        if tag in languages:
            yield Shelf(languages[tag], project, ranked[0].subject.project_title, ranked)


def say_size(made: Made, language: Language) -> str:
    """Say how large a file is."""
    if made.size >= 1_000_000:
        return language.gettext("%(size)s MB", size=round(made.size / 1_000_000, 1))
    return language.gettext("%(size)s KB", size=max(1, round(made.size / 1000)))


def _find_shelf(copy: Printed) -> tuple[str, str]:
    return copy.subject.project, copy.subject.language


@cache
def _load_template() -> Template:
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("index.html")
