"""What lies beside every PDF: the same in other forms, each under a suffix of its own."""

from collections.abc import Iterator
from pathlib import Path

from survey.questionnaire.model import Questionnaire
from survey.reports.archive.fingerprint import hash_bytes
from survey.reports.archive.manifest import Manifest
from survey.reports.archive.model import Copy, Made
from survey.reports.archive.rows import write_rows
from survey.reports.files import write_whole
from survey.reports.products import find_product
from survey.reports.screen import FONT, FONT_FILE, write_screen


def list_beside(copy: Copy) -> Iterator[tuple[str, bytes]]:
    """Give the suffix and content of each file beside a PDF; large print needs none of its own."""
    if isinstance(copy.source, Questionnaire) or copy.look.is_large:
        return
    product = find_product(copy.subject.product)
    yield "html", write_screen(product, copy.source, copy.language).encode()
    yield "csv", write_rows(copy.source, copy.language)


def write_font(manifest: Manifest, folder: Path) -> Manifest:
    """Put the font of the pages for the screen into a folder once; they do without it too."""
    font = FONT_FILE.read_bytes()
    made = Made(FONT, "font", len(font), hash_bytes(font))
    if made not in manifest.whole or not (folder / FONT).is_file():
        write_whole(font, folder / FONT)
    return manifest.put(made)
