"""Typesetting: WeasyPrint made ready with the bundled fonts, so that every machine prints alike."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

from survey.errors import N_, MahallaError, Problem
from survey.locale import Language
from survey.reports.drawing import Measure
from survey.reports.sparing import clear_away_at_end, list_own_sheets, postpone_font_tools
from survey.reports.tagging import mend_tags

FONTS = Path(__file__).parent / "fonts"
FONT_FILES = tuple(f"Vazirmatn-{cut}.ttf" for cut in ("Regular", "Medium", "Bold", "Black"))
STYLE_SHEET = Path(__file__).parent / "templates" / "sheet.css"
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True)
class Press:
    """What all copies of a product share in a process: the fonts and the parsed style sheets."""

    fonts: Any
    style_sheets: tuple[Any, ...] = ()
    zoom: float = 1.0

    def make_ruler(self, language: Language) -> Measure:
        """Return what measures words as they will be printed."""
        from survey.reports.ruler import make_ruler

        return make_ruler(self.fonts, language.direction, language.html_tag)

    def print_pdf(self, html: str, direction: str) -> bytes:
        """Lay out a page of HTML as a tagged PDF (PDF/UA-1); the same HTML gives the same bytes."""
        with clear_away_at_end():
            return self.finish(self.lay_out(html), direction)

    def lay_out(self, html: str) -> Any:
        """Lay out a page of HTML on sheets of paper; its `pages` may be counted."""
        from weasyprint import HTML

        page = HTML(string=html)
        page._ua_stylesheets = list_own_sheets
        return page.render(stylesheets=list(self.style_sheets), font_config=self.fonts)

    def finish(self, document: Any, direction: str) -> bytes:
        """Write what has been laid out as a tagged PDF."""
        pdf: bytes = document.write_pdf(
            pdf_variant="pdf/ua-1", zoom=self.zoom, finisher=partial(finish_pdf, direction)
        )
        return pdf


def open_press(fonts: Path = FONTS) -> Press:
    """Make WeasyPrint ready; raises MahallaError where a font or a system library is missing."""
    check_fonts(fonts)
    with only_fonts_of(fonts):
        load_weasyprint()
        from weasyprint.text.fonts import FontConfiguration

        from survey.reports.svg_text import shape_svg_text_whole

        shape_svg_text_whole()
        return Press(FontConfiguration())


def change_style(press: Press, *style_sheets: Path, zoom: float = 1.0) -> Press:
    """Return a press with the same fonts and these style sheets, of which the last one wins.

    What is laid out is printed `zoom` times as large, paper and all.
    """
    weasyprint = load_weasyprint()
    sheets = [weasyprint.CSS(filename=file, font_config=press.fonts) for file in style_sheets]
    return replace(press, style_sheets=tuple(sheets), zoom=zoom)


def check_fonts(folder: Path) -> None:
    """Raise MahallaError naming the font files that are not in `folder`."""
    missing = [name for name in FONT_FILES if not (folder / name).is_file()]
    if missing:
        raise MahallaError(
            Problem(
                N_(
                    "Reports cannot be printed: the fonts %(names)s are missing in %(folder)s. "
                    "Fetch the whole program again; they are part of it."
                ),
                {"names": ", ".join(missing), "folder": str(folder)},
            )
        )


def load_weasyprint() -> Any:
    """Import WeasyPrint; raises MahallaError naming the system packages it needs."""
    try:
        with redirect_stdout(StringIO()), postpone_font_tools():
            import weasyprint
    except OSError as error:
        raise MahallaError(
            Problem(
                N_(
                    "Reports cannot be printed: the system library Pango is missing. "
                    "Install it with: sudo apt-get install %(packages)s"
                ),
                {"packages": PACKAGES},
            )
        ) from error
    return weasyprint


@contextmanager
def only_fonts_of(folder: Path) -> Iterator[None]:
    """Let Fontconfig see the fonts of `folder` and no others while it is being set up."""
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="mahalla-fonts-") as cache:
        conf = Path(cache) / "fonts.conf"
        conf.write_text(_FONTS_CONF.format(fonts=folder, cache=cache), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(conf)
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


def finish_pdf(direction: str, document: Any, pdf: Any) -> None:
    """Mend the tags, and tell PDF readers that pages from right to left turn the other way."""
    mend_tags(pdf)
    if direction == "rtl":
        preferences = pdf.catalog.setdefault("ViewerPreferences", type(pdf.catalog)({}))
        preferences["Direction"] = "/R2L"
