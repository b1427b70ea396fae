"""Fingerprints: by them a second run knows what it need not print again.

The fingerprint of a PDF is that of the HTML which its press is given, and of the press itself: its
style sheets, fonts and versions. That is exactly what decides about the bytes, so that a changed
score, word, template or chart is noticed, and a change of the program that shows on no page is not.
Writing the HTML takes a tenth of the time of printing it.
"""

from functools import cache
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path

from survey.reports import typesetting
from survey.reports.typesetting import FONT_FILES, FONTS, load_weasyprint

OWN = ("typesetting.py", "sparing.py", "svg_text.py", "tagging.py")
"""What of this program has a hand in the print after the HTML is written."""


def hash_bytes(content: bytes) -> str:
    """Return the hash of a file's bytes."""
    return sha256(content).hexdigest()


def hash_file(file: Path) -> str:
    """Return the hash of the bytes of a file, however long it is."""
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def hash_page(html: str, *presses: str) -> str:
    """Return the fingerprint of a page of HTML on a press."""
    return hash_bytes("\0".join([html, *presses]).encode())


@cache
def hash_press(*style_sheets: Path) -> str:
    """Return the fingerprint of a press: all that decides how a page of HTML is printed."""
    fonts = [FONTS / name for name in FONT_FILES]
    own = [Path(typesetting.__file__).with_name(name) for name in OWN]
    files = [*style_sheets, *fonts, *(file for file in own if file.is_file())]
    parts = [hash_bytes(file.read_bytes()) for file in files]
    return hash_page("\n".join([*parts, *_list_versions()]))


def _list_versions() -> list[str]:
    weasyprint = load_weasyprint()
    from weasyprint.text.ffi import pango

    return [weasyprint.__version__, version("pydyf"), str(pango.pango_version())]
