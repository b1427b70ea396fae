"""A copy on a screen: the words and charts of the paper, each chart with its numbers in a table."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup, escape

from survey.locale import Language
from survey.reports.alone import alone
from survey.reports.charts import find_charts, find_tables
from survey.reports.data_table import DataTable
from survey.reports.drawing import Pen
from survey.reports.filling import TEMPLATES, open_templates
from survey.reports.make import open_shared_press
from survey.reports.overview import Overview
from survey.reports.palette import Palette
from survey.reports.products import Product
from survey.reports.reading import Reading
from survey.reports.report import compose_report
from survey.reports.typesetting import STYLE_SHEET

SCREEN_STYLE = TEMPLATES / "screen.css"
WIDE = 400
"""Pictures of more points than this would be unreadable on a telephone, were they all to fit."""

FONT = "Vazirmatn.woff2"
"""What the font is called where a page lies in a folder of its own."""

FONT_FILE = Path(__file__).parents[1] / "home/static/fonts/Vazirmatn[wght].woff2"
"""The font of the site: one file with all weights, smaller than one of those for paper."""


@dataclass(frozen=True)
class Frame:
    """What stands round the sheets: the style as an address or as text, and the way to other pages.

    `links` are (address, words, language tag) of the same copy in other forms and languages.
    """

    style_address: str = ""
    style: str = ""
    back: str = ""
    links: tuple[tuple[str, str, str], ...] = ()


class ScreenPen(Pen):
    """Draws pictures that shrink with the screen; wide ones only so far, then they are moved."""

    def picture(self, title: str, height: float, *marks: str) -> str:
        """Frame the marks as on paper."""
        drawn = super().picture(title, height, *marks)
        return drawn.replace("<svg ", '<svg class="wide" ', 1) if self.width > WIDE else drawn


@alone
def write_screen(
    product: Product, source: Reading | Overview, language: Language, frame: Frame | None = None
) -> str:
    """Write one copy of a product as a page of HTML.

    Without a frame it needs no other file but the font (`FONT`), and does without that too. Raises
    MahallaError as printing does, since labels are measured as they are for print.
    """
    report = compose_report(product, source, language)
    frame = frame or Frame(style=write_style(product, report.palette, FONT))
    pen = partial(
        ScreenPen,
        direction=language.direction,
        lang=language.html_tag,
        measure=open_shared_press().make_ruler(language),
        palette=report.palette,
    )
    templates = load_screen(product).overlay()
    templates.filters["native"] = language.number
    page, charts = templates.get_template("screen.html"), _show_charts(language)
    html = page.render(report=report, pen=pen, frame=frame, charts=charts, say=language.gettext)
    # Sizes that were fitted to paper; sites allow no styles beside the sheet either.
    return re.sub(r' style="[^"]*"', "", html)


def write_style(product: Product, palette: Palette, font: str) -> str:
    """Write the style of a product on a screen; `font` is the address of the font."""
    sheets = (STYLE_SHEET, product.style_sheet, SCREEN_STYLE)
    style = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return f":root {{ {palette.css} }}\n" + style.replace("FONT_ADDRESS", font)


@cache
def load_screen(product: Product) -> Environment:
    """Load a product's templates for the screen once in a process."""
    templates = open_templates(product)
    templates.filters["even"] = flow
    templates.filters["fit"] = keep_size
    return templates


def flow(words: str, size: float, weight: int, width: float) -> Markup:
    """Let a heading break where the screen ends; sentences on lines of their own follow on."""
    return escape(" ".join(words.split("\n")))


def keep_size(words: str, size: float, weight: int, width: float) -> float:
    """Leave a size as it is: words may break where the screen ends."""
    return size


def _show_charts(language: Language) -> dict[str, Callable[[object, Pen], Markup]]:
    tables = find_tables()
    return {
        name: partial(_show_chart, draw, tables[name], language)
        for name, draw in find_charts().items()
    }


def _show_chart(
    draw: Callable[..., str],
    tabulate: Callable[..., DataTable],
    language: Language,
    chart: object,
    pen: Pen,
) -> Markup:
    """Show a chart, and under it what it says as a table that can be opened."""
    table = _write_table(tabulate(chart), language)
    return Markup('<figure><div class="shown" tabindex="0">{}</div>{}</figure>').format(
        Markup(draw(chart, pen)), table
    )


def _write_table(table: DataTable, language: Language) -> Markup:
    if not table.rows:
        return Markup()
    head = Markup().join(Markup('<th scope="col">{}</th>').format(one) for one in table.head)
    rows = Markup().join(_write_row(row) for row in table.rows)
    return Markup(
        '<details class="numbers-of"><summary>{}</summary><div class="wide-table" tabindex="0" '
        'role="region" aria-label="{}"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
        "</div></details>"
    ).format(language.gettext("The same as a table"), table.caption, head, rows)


def _write_row(row: tuple[str, ...]) -> Markup:
    first, *others = row
    cells = Markup().join(Markup("<td>{}</td>").format(one) for one in others)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(first, cells)
