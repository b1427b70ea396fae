"""One copy and its files: what a printing process does, without pandas and without the web."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from survey.locale import Language
from survey.questionnaire.model import Questionnaire
from survey.reports import make
from survey.reports.alone import alone
from survey.reports.archive.beside import list_beside
from survey.reports.archive.fingerprint import hash_bytes, hash_file, hash_page, hash_press
from survey.reports.archive.model import Copy, Made
from survey.reports.files import write_whole
from survey.reports.look import Look
from survey.reports.overview import Overview
from survey.reports.paper import make as paper
from survey.reports.products import find_product
from survey.reports.reading import Reading

Known = Mapping[str, Made]
"""The files that were made before, by name."""


@dataclass(frozen=True)
class Proof:
    """A copy that is ready for the press: its fingerprint, and how it is printed."""

    made_from: str
    print_pdf: Callable[[], bytes]


def make_copy(copy: Copy, folder: Path, known: Known) -> tuple[tuple[Made, ...], bool]:
    """Make the files of a copy that are not there as they should be; say whether any was missing.

    Raises MahallaError where the copy cannot be printed or a file cannot be written.
    """
    before = {made.name: made for made in known.values() if is_whole(made, folder)}
    files = tuple(_make_files(copy, folder, before))
    return files, any(before.get(made.name) != made for made in files)


def is_whole(made: Made, folder: Path) -> bool:
    """Tell whether a file lies in the folder with the very bytes that it was given."""
    try:
        return hash_file(folder / made.name) == made.digest
    except OSError:
        return False


def _make_files(copy: Copy, folder: Path, before: Known) -> Iterator[Made]:
    yield _make_pdf(copy, folder, before)
    for kind, content in list_beside(copy):
        name = f"{copy.subject.name}.{kind}"
        made = Made(name, kind, len(content), hash_bytes(content))
        if before.get(name) != made:
            write_whole(content, folder / name)
        yield made


@alone
def _make_pdf(copy: Copy, folder: Path, before: Known) -> Made:
    name = f"{copy.subject.name}.pdf"
    proof = _lay_out(copy)
    old = before.get(name)
    if old and old.made_from == proof.made_from:
        return old
    pdf = proof.print_pdf()
    write_whole(pdf, folder / name)
    return Made(name, "pdf", len(pdf), hash_bytes(pdf), proof.made_from)


def _lay_out(copy: Copy) -> Proof:
    if isinstance(copy.source, Questionnaire):
        return _lay_out_paper(paper.Sheet(copy.source, copy.language, copy.look.is_large))
    return _lay_out_product(copy.subject.product, copy.source, copy.language, copy.look)


def _lay_out_paper(sheet: paper.Sheet) -> Proof:
    html = paper.write_html(sheet, paper.shared_press())
    made_from = hash_page(html, hash_press(paper.STYLE_SHEET), sheet.questionnaire.version)
    return Proof(made_from, lambda: paper.print_html(html, sheet))


def _lay_out_product(
    name: str, source: Reading | Overview, language: Language, look: Look
) -> Proof:
    product = find_product(name)
    html = make.write_copy(product, source, language, look)
    press = make.shared_press(product, look)
    sheets = hash_press(*make.list_sheets(product, look))
    made_from = hash_page(html, sheets, str(look.zoom))
    return Proof(made_from, lambda: press.print_pdf(html, language.direction))
