"""What the tests of reports share: languages, a release, a press and tools that read PDFs."""

import logging
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from survey.locale import Language, load_languages
from survey.reports.drawing import Pen
from survey.reports.look import USUAL, Look
from survey.reports.make import render, render_report
from survey.reports.overview import Overview, read_overview
from survey.reports.products import find_product
from survey.reports.reading import Reading, read_neighbourhood
from survey.results.model import Release
from tests.reports.sample import make_release
from tests.reports.sample_tables import with_tables

Printed = Callable[[str, str], Path]
Copied = Callable[..., Path]
"""(product, place, language tag, look) → the file of that copy."""


@pytest.fixture(scope="session")
def languages(root: Path) -> dict[str, Language]:
    return load_languages(root / "translations")


@pytest.fixture(scope="session")
def release() -> Release:
    return make_release()


@pytest.fixture(scope="session")
def complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint complains of while reports are printed."""
    said: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    yield said
    logger.removeHandler(handler)


@pytest.fixture(scope="session")
def printed(
    release: Release,
    languages: dict[str, Language],
    complaints: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Printed:
    """Print a neighbourhood's report in a language, once in a session; give its file."""
    folder = tmp_path_factory.mktemp("reports")

    @cache
    def print_once(name: str, tag: str) -> Path:
        file = folder / f"{name}-{tag}.pdf"
        file.write_bytes(render_report(release, name, languages[tag]))
        return file

    return print_once


@pytest.fixture(scope="session")
def copied(
    languages: dict[str, Language],
    complaints: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Copied:
    """Print a copy of a product with everything in it, once in a session; give its file."""
    folder = tmp_path_factory.mktemp("copies")
    full = with_tables(make_release())

    @cache
    def print_once(name: str, place: str, tag: str, look: Look = USUAL) -> Path:
        file, source = (
            folder / f"{name}-{place}-{tag}{look.mark}.pdf",
            read_source(full, name, place),
        )
        file.write_bytes(render(find_product(name), source, languages[tag], look))
        return file

    return print_once


def read_source(release: Release, product: str, place: str) -> Reading | Overview:
    """Read what a copy of a product is about."""
    if find_product(product).scope == "project":
        return read_overview(release)
    return read_neighbourhood(release, place)


def plain_pen(direction: str, width: float) -> Pen:
    """Make a pen whose ruler counts letters: the same on every machine."""
    lang = "fa" if direction == "rtl" else "en"
    return Pen(width, direction, lang, lambda words, size, weight: 0.5 * size * len(words))


def run_tool(name: str, *arguments: str) -> str:
    """Run a program that reads PDFs; where it is missing, the test is skipped and says so."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    ran = subprocess.run([name, *arguments], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode()


def read_text(file: Path) -> str:
    """Read the words of a PDF in reading order, a space between any two."""
    raw = run_tool("pdftotext", str(file), "-")
    return " ".join(strip_marks(raw).split())


def strip_marks(text: str) -> str:
    """Drop the marks of direction that pdftotext writes."""
    return "".join(
        letter
        for letter in text
        if letter not in "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
    )


def count_pages(file: Path) -> int:
    """Count the pages of a PDF."""
    lines = run_tool("pdfinfo", str(file)).splitlines()
    return next(int(line.split()[-1]) for line in lines if line.startswith("Pages:"))
