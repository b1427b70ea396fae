"""Printing questionnaires: one as bytes, or in every language as files."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from survey.kinds.find import FOLDER as KINDS
from survey.locale import Language
from survey.questionnaire.model import Questionnaire
from survey.reports.alone import alone
from survey.reports.files import write_whole
from survey.reports.paper.compose import compose_form
from survey.reports.paper.fitting import Fitting
from survey.reports.paper.model import Form
from survey.reports.paper.qr import address_svg, draw_qr
from survey.reports.report import quote, write_folio
from survey.reports.typesetting import Press, change_style, open_press

TEMPLATES = Path(__file__).parent / "templates"
STYLE_SHEET = TEMPLATES / "paper.css"
LARGE = 1.5
"""How many times the usual size letters have in large print."""

QR_SIDE = 14.0


@dataclass(frozen=True)
class Sheet:
    """One questionnaire to be printed in one language."""

    questionnaire: Questionnaire
    language: Language
    is_large: bool = False

    @property
    def name(self) -> str:
        """The name of its file: questionnaire, language, and `large` for large print."""
        size = "-large" if self.is_large else ""
        return f"{self.questionnaire.id}-{self.language.tag}{size}.pdf"


@alone
def print_sheet(sheet: Sheet) -> bytes:
    """Print a questionnaire as a PDF; the same input gives the same bytes.

    Raises MahallaError for a missing font or a missing library.
    """
    return print_html(write_html(sheet, shared_press()), sheet)


def print_html(html: str, sheet: Sheet) -> bytes:
    """Print the page of HTML of a sheet, each of its pages with its own QR code."""
    press = shared_press()
    pages = 8 + len(sheet.questionnaire.questions) // 2
    document = press.lay_out(html.replace(CODES, draw_codes(sheet, pages)))
    if len(document.pages) > pages:
        document = press.lay_out(html.replace(CODES, draw_codes(sheet, len(document.pages))))
    return press.finish(document, sheet.language.direction)


def save_sheet(sheet: Sheet, file: Path) -> Path:
    """Print a questionnaire into `file`, which appears whole or not at all."""
    return write_whole(print_sheet(sheet), file)


@alone
def keep_sheet(sheet: Sheet, folder: Path) -> Path:
    """Print a questionnaire into `folder` unless it is there already, as it would be printed now.

    What is printed, and how it looks, is part of the file's name.
    """
    html = write_html(sheet, shared_press())
    seen = hashlib.sha256((html + STYLE_SHEET.read_text("utf-8")).encode()).hexdigest()[:12]
    file = folder / sheet.name.replace(".pdf", f"-{seen}.pdf")
    return file if file.exists() else write_whole(print_html(html, sheet), file)


CODES = "/* codes */"
"""Where the style of a page is told the QR code of every page."""


def draw_codes(sheet: Sheet, pages: int) -> str:
    """Draw the QR codes of the pages, as rules of a style sheet."""
    edge = "left" if sheet.language.direction == "rtl" else "right"
    rules = (
        f'@page :nth({page}) {{ @bottom-{edge} {{ content: url("{draw_code(sheet, page)}") }} }}'
        for page in range(1, pages + 1)
    )
    return "\n".join(rules)


def draw_code(sheet: Sheet, page: int) -> str:
    """Draw the QR code of a page: questionnaire, version, language and page."""
    form = sheet.questionnaire
    words = f"mahalla:{form.id}:{form.version[:12]}:{sheet.language.tag}:{page}"
    return address_svg(draw_qr(words, QR_SIDE))


def write_html(sheet: Sheet, press: Press) -> str:
    """Fill the templates with a questionnaire's words."""
    language = sheet.language
    fitting = Fitting(press.make_ruler(language), LARGE if sheet.is_large else 1.0)
    form = compose_form(sheet.questionnaire, language, fitting)
    return fill_templates(form, language, sheet.is_large)


def fill_templates(form: Form, language: Language, is_large: bool = False) -> str:
    """Write a printed form as HTML."""
    start, end = ("right", "left") if language.direction == "rtl" else ("left", "right")
    page = load_templates().get_template("paper.html")
    return page.render(
        form=form,
        language=language,
        is_large=is_large,
        start=start,
        end=end,
        _=language.gettext,
        code=lambda number: write_code(number, language),
        order=date_order(language),
        digit_symbols=Markup(" ".join(quote(digit) for digit in language.digits)),
        folio=write_folio(language),
        codes=Markup(CODES),
    )


def write_code(number: int, language: Language) -> Markup:
    """Write the number of an answer; it must stand in an element that is written left to right."""
    written = str(abs(number)).translate(str.maketrans("0123456789", language.digits))
    return Markup("{}{}").format("−" if number < 0 else "", written)


def date_order(language: Language) -> list[str]:
    """Name the boxes of a date in the order of reading: the day first, unless the year is.

    A right-to-left language that writes year/month/day from left to right has the day first too.
    """
    is_year_first = language.short_date.startswith("{year}") and language.direction == "ltr"
    order = ["day", "month", "year"]
    return order[::-1] if is_year_first else order


@cache
def shared_press() -> Press:
    """Open the press of printed forms once in a process."""
    return change_style(open_press(), STYLE_SHEET)


@cache
def load_templates() -> Environment:
    """Load the templates once in a process; kinds bring theirs."""
    templates = Environment(
        loader=FileSystemLoader([TEMPLATES, KINDS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["css"] = lambda words: Markup(quote(words))
    return templates
