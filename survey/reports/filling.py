"""Filling templates: the words and charts of one copy become a page of HTML for the press."""

from collections.abc import Callable
from functools import cache, partial
from math import inf
from pathlib import Path
from typing import TypeVar

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from survey.locale import Language
from survey.reports.charts import find_charts
from survey.reports.drawing import Measure, Pen
from survey.reports.look import Look
from survey.reports.products import Product
from survey.reports.report import Report, quote
from survey.reports.typesetting import Press

TEMPLATES = Path(__file__).parent / "templates"

T = TypeVar("T")


def write_html(
    product: Product, report: Report, language: Language, press: Press, look: Look
) -> str:
    """Fill a product's templates with the words and charts of one copy."""
    room = product.width / look.zoom if look.is_large else inf

    def pen(width: float) -> Pen:
        return draw(min(width, room))

    draw = partial(
        Pen,
        direction=language.direction,
        lang=language.html_tag,
        measure=press.make_ruler(language),
        palette=report.palette,
    )
    templates = load_templates(product).overlay()
    templates.filters["native"] = language.number
    templates.filters["even"] = within(room, partial(break_evenly, pen(room)))
    templates.filters["fit"] = within(room, partial(fit_size, press.make_ruler(language)))
    start, end = ("right", "left") if language.direction == "rtl" else ("left", "right")
    page = templates.get_template("report.html")
    return page.render(report=report, pen=pen, look=look, start=start, end=end)


def within(room: float, lay: Callable[[str, float, int, float], T]) -> Callable[..., T]:
    """Let words be laid out in the width asked for, but in no more than the `room` of a page."""
    return lambda words, size, weight, width: lay(words, size, weight, min(width, room))


def break_evenly(pen: Pen, words: str, size: float, weight: int, width: float) -> Markup:
    """Break a heading into lines of about one length, so that no word is left alone.

    Two sentences, on lines of their own in `words`, share a line where they fit.
    """
    if pen.measure(words.replace("\n", " "), size, weight) <= width:
        return escape(words.replace("\n", " "))
    lines = [line for part in words.split("\n") for line in pen.wrap(part, width, size, weight)]
    return Markup("<br>").join(lines)


def fit_size(measure: Measure, words: str, size: float, weight: int, width: float) -> float:
    """Say at which size, from `size` down to two thirds of it, words fit into one line."""
    length = measure(words, size, weight)
    return max(round(size * 2 / 3, 1), round(size * min(1.0, width / length), 1))


class Compiled(BytecodeCache):
    """Templates compiled once in a process; every copy has filters of its own, and loads them."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from memory, if it has not changed since."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that has just been compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


@cache
def load_templates(product: Product) -> Environment:
    """Load a product's templates once in a process; a template calls a chart by its file's name."""
    templates = open_templates(product)
    templates.globals["charts"] = {
        name: lambda chart, pen, draw=draw: Markup(draw(chart, pen))
        for name, draw in find_charts().items()
    }
    return templates


def open_templates(product: Product) -> Environment:
    """Open a product's templates, and those that all products share."""
    templates = Environment(
        loader=FileSystemLoader([product.templates, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        # An overlay compiles all templates anew: 0.05 s of each report.
        bytecode_cache=Compiled(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["css"] = lambda words: Markup(quote(words))
    return templates
