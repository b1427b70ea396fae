"""Making reports: one as bytes, or all of a release as files, in two processes."""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from survey.locale import Language
from survey.reports.charts import find_charts
from survey.reports.drawing import Measure, Pen
from survey.reports.files import write_whole
from survey.reports.overview import Overview
from survey.reports.products import Product, find_product
from survey.reports.reading import Reading, read_neighbourhood
from survey.reports.report import Report, compose_report, quote
from survey.reports.typesetting import STYLE_SHEET, Press, change_style, open_press

if TYPE_CHECKING:
    from survey.results.model import Release

TEMPLATES = Path(__file__).parent / "templates"

REPORT = "neighbourhood"
"""The product that is meant where none is named."""

PAPER_WIDTH = 493.0
"""How wide the text of a page is, in points: 174 mm."""

Progress = Callable[[Path], object]
"""Told of every report that has been written."""


def render_report(release: "Release", neighbourhood: str, language: Language) -> bytes:
    """Print one neighbourhood's report as a PDF; the same input gives the same bytes.

    Raises MahallaError for an unknown neighbourhood, a missing font or a missing library.
    """
    return render_reading(read_neighbourhood(release, neighbourhood), language)


def render_reading(reading: Reading, language: Language) -> bytes:
    """Print the report of a neighbourhood that has been read; raises MahallaError likewise."""
    return render(find_product(REPORT), reading, language)


def render(product: Product, source: Reading | Overview, language: Language) -> bytes:
    """Print a product as a PDF; raises MahallaError likewise."""
    press = shared_press(product)
    html = write_html(product, compose_report(product, source, language), language, press)
    return press.print_pdf(html, language.direction)


def write_html(product: Product, report: Report, language: Language, press: Press) -> str:
    """Fill a product's templates with the words and charts of one copy."""
    pen = partial(
        Pen,
        direction=language.direction,
        lang=language.html_tag,
        measure=press.make_ruler(language),
    )
    templates = load_templates(product).overlay()
    templates.filters["native"] = language.number
    templates.filters["even"] = partial(break_evenly, pen(PAPER_WIDTH))
    templates.filters["css"] = lambda words: Markup(quote(words))
    templates.filters["fit"] = partial(fit_size, press.make_ruler(language))
    start, end = ("right", "left") if language.direction == "rtl" else ("left", "right")
    page = templates.get_template("report.html")
    return page.render(report=report, pen=pen, start=start, end=end)


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


def write_report(release: "Release", neighbourhood: str, language: Language, file: Path) -> Path:
    """Print one report into `file`, which appears whole or not at all.

    Raises MahallaError as `render_report` does, and where the file cannot be written.
    """
    return Job(read_neighbourhood(release, neighbourhood), language, file).run()


@dataclass(frozen=True)
class Job:
    """One report to be written: everything that a process of its own needs."""

    reading: Reading
    language: Language
    file: Path

    def run(self) -> Path:
        """Write the report; a report that cannot be finished leaves nothing behind."""
        return write_whole(render_reading(self.reading, self.language), self.file)


def write_all(
    release: "Release",
    languages: Sequence[Language],
    folder: Path,
    processes: int = 2,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the reports of all neighbourhoods in all these languages; return their files.

    The first error stops the rest and is raised; what is already written stays.
    """
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(Job.run, job) for job in plan_jobs(release, languages, folder)]
        try:
            for done in as_completed(running):
                file = done.result()
                if progress:
                    progress(file)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return [done.result() for done in running]


def plan_jobs(release: "Release", languages: Sequence[Language], folder: Path) -> Iterator[Job]:
    """Plan a report for each neighbourhood and language; each is read only once."""
    for place in release.project.neighbourhoods:
        reading = read_neighbourhood(release, place.id)
        for language in languages:
            yield Job(reading, language, folder / name_file(release, place.id, language))


def name_file(release: "Release", neighbourhood: str, language: Language) -> str:
    """Name a report's file: project, neighbourhood and language."""
    name = f"{release.project.id}-{neighbourhood}-{language.tag}"
    return re.sub(r"[^\w.-]+", "-", name) + ".pdf"


@cache
def shared_press(product: Product) -> Press:
    """Open a product's press once in a process: fonts are the same for all, style sheets differ."""
    return change_style(open_shared_press(), STYLE_SHEET, product.style_sheet)


@cache
def open_shared_press() -> Press:
    """Make the fonts ready once in a process."""
    return open_press()


@cache
def load_templates(product: Product) -> Environment:
    """Load a product's templates once in a process; a template calls a chart by its file's name."""
    templates = Environment(
        loader=FileSystemLoader([product.templates, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["charts"] = {
        name: lambda chart, pen, draw=draw: Markup(draw(chart, pen))
        for name, draw in find_charts().items()
    }
    return templates
