"""Making reports: one copy of a product, as bytes or as a file."""

import re
from contextlib import suppress
from functools import cache
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from survey.locale import Language
from survey.reports.alone import alone
from survey.reports.archive.fingerprint import hash_page, hash_press
from survey.reports.files import write_whole
from survey.reports.filling import TEMPLATES, write_html
from survey.reports.look import USUAL, Look
from survey.reports.overview import Overview
from survey.reports.products import Product, find_product
from survey.reports.reading import Reading, read_neighbourhood
from survey.reports.report import compose_report
from survey.reports.typesetting import STYLE_SHEET, Press, change_style, open_press

if TYPE_CHECKING:
    from survey.results.model import Release

REPORT = "neighbourhood"
"""The product that is meant where none is named."""

LARGE_STYLE_SHEET = TEMPLATES / "large.css"
"""What is different in large print of all products."""

MARK_LENGTH = 16
"""How much of a page's hash stands in the name of a file that is kept."""


def render_report(release: "Release", neighbourhood: str, language: Language) -> bytes:
    """Print one neighbourhood's report as a PDF; the same input gives the same bytes.

    Raises MahallaError for an unknown neighbourhood, a missing font or a missing library.
    """
    return render_reading(read_neighbourhood(release, neighbourhood), language)


def render_reading(reading: Reading, language: Language) -> bytes:
    """Print the report of a neighbourhood that has been read; raises MahallaError likewise."""
    return render(find_product(REPORT), reading, language)


@alone
def render(
    product: Product, source: Reading | Overview, language: Language, look: Look = USUAL
) -> bytes:
    """Print a product as a PDF; raises MahallaError likewise."""
    html = write_copy(product, source, language, look)
    return shared_press(product, look).print_pdf(html, language.direction)


@alone
def write_copy(
    product: Product, source: Reading | Overview, language: Language, look: Look = USUAL
) -> str:
    """Write one copy of a product as the HTML that its press takes."""
    report = compose_report(product, source, language, look)
    return write_html(product, report, language, shared_press(product, look), look)


def write_report(
    release: "Release",
    neighbourhood: str,
    language: Language,
    file: Path,
    product: Product | None = None,
    look: Look = USUAL,
) -> Path:
    """Print one report into `file`, which appears whole or not at all.

    Raises MahallaError as `render_report` does, and where the file cannot be written.
    """
    reading = read_neighbourhood(release, neighbourhood)
    return write_whole(render(product or find_product(REPORT), reading, language, look), file)


@alone
def keep_report(
    release: "Release",
    neighbourhood: str,
    language: Language,
    folder: Path,
    product: Product | None = None,
    look: Look = USUAL,
) -> bytes:
    """Print a report into a folder, or take it from there where it would come out the same.

    Sentences that were withdrawn, and whatever else changes without a new release, do not stay in
    a copy that was printed before. Raises MahallaError as `write_report` does.
    """
    product, reading = product or find_product(REPORT), read_neighbourhood(release, neighbourhood)
    html = write_copy(product, reading, language, look)
    mark = hash_page(html, hash_press(*list_sheets(product, look)))[:MARK_LENGTH]
    stem = name_copy(release.project.id, neighbourhood, product.name, language.tag, look.mark)
    file = folder / release.name / f"{stem}.{mark}.pdf"
    with suppress(FileNotFoundError):
        return file.read_bytes()
    pdf = shared_press(product, look).print_pdf(html, language.direction)
    write_whole(pdf, file)
    for old in file.parent.glob(f"{escape(stem)}.*pdf"):
        if old != file:
            old.unlink(missing_ok=True)
    return pdf


def name_file(release: "Release", neighbourhood: str, language: Language) -> str:
    """Name the file of a neighbourhood's report."""
    return f"{name_copy(release.project.id, neighbourhood, REPORT, language.tag)}.pdf"


def name_copy(project: str, neighbourhood: str, product: str, tag: str, mark: str = "") -> str:
    """Name the files of a copy, without what tells their kinds: `town-mill-workbook-fa`.

    A copy about a whole project has no neighbourhood; `mark` is that of its look.
    """
    parts = [project, neighbourhood, product, tag]
    return re.sub(r"[^\w.-]+", "-", "-".join(part for part in parts if part)) + mark


@cache
def shared_press(product: Product, look: Look = USUAL) -> Press:
    """Open a product's press once in a process: fonts are the same for all, style sheets differ."""
    return change_style(open_shared_press(), *list_sheets(product, look), zoom=look.zoom)


def list_sheets(product: Product, look: Look) -> list[Path]:
    """List the style sheets of a product, of which the last one wins."""
    large = [LARGE_STYLE_SHEET, product.large_style_sheet] if look.is_large else []
    return [STYLE_SHEET, product.style_sheet, *large]


@cache
def open_shared_press() -> Press:
    """Make the fonts ready once in a process."""
    return open_press()
