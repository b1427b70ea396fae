"""Typst: the same words and tables in simple columns, the same charts as SVG, in the same fonts."""

import json
import re
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.etree.ElementTree import Element

import tinyhtml5
import typst

from benchmarks.reports.process import read_peak
from benchmarks.reports.task import Measured, read_task
from survey.reports.make import write_copy
from survey.reports.products import find_product
from survey.reports.typesetting import FONTS

XMLNS = "http://www.w3.org/2000/svg"
HEAD = """#set page(paper: "a4", margin: (x: 18mm, y: 20mm), numbering: "1")
#set text(font: "Vazirmatn", size: 10.5pt, lang: "fa", dir: rtl)
#set document(title: "Report")
"""


def write_source(folder: Path) -> Path:
    """Write what the report says as a document of Typst, and its charts beside."""
    reading, language = read_task(folder)
    html = write_copy(find_product("neighbourhood"), reading, language)
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    body = root.find("body")
    source = folder / "report.typ"
    for number, chart in enumerate(re.findall("<svg.*?</svg>", html, re.DOTALL)):
        named = chart if "xmlns=" in chart else chart.replace("<svg", f'<svg xmlns="{XMLNS}"', 1)
        (folder / f"chart{number}.svg").write_text(named, encoding="utf-8")
    source.write_text(HEAD + "\n".join(_write(body, count())), encoding="utf-8")
    return source


def _write(element: Element, charts: Iterator[int]) -> Iterator[str]:
    tag = str(element.tag)
    if tag == "svg" or tag == f"{{{XMLNS}}}svg":
        width = float(str(element.get("viewBox")).split()[2])
        yield f'#image("chart{next(charts)}.svg", width: {width:.0f}pt)\n'
    elif tag == "table":
        yield from _write_table(element)
    elif re.fullmatch("h[1-6]", tag):
        yield f"{'=' * int(tag[1])} #{_quote(element)}\n"
    elif tag == "p" or not len(element):
        yield f"#{_quote(element)}\n" if "".join(element.itertext()).strip() else ""
    else:
        if (element.text or "").strip():
            yield f"#{json.dumps(element.text, ensure_ascii=False)}\n"
        if tag == "section":
            yield "#pagebreak(weak: true)\n"
        for child in element:
            yield from _write(child, charts)


def _write_table(table: Element) -> Iterator[str]:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    width = max(map(len, rows))
    yield f"#table(columns: {width}, stroke: 0.4pt,"
    for row in rows:
        cells = [f"[#{_quote(cell)}]" for cell in row] + ["[]"] * (width - len(row))
        yield ", ".join(cells) + ","
    yield ")\n"


def _quote(element: Element) -> str:
    return json.dumps(" ".join(" ".join(element.itertext()).split()), ensure_ascii=False)


def run(folder: Path, rounds: int) -> list[Measured]:
    """Compile the document several times in this process, which has compiled it before."""
    source = write_source(folder)
    measured = []
    for place in range(rounds + 1):
        # A comment that differs: what Typst remembers of the last time is not to be measured.
        text = source.read_text(encoding="utf-8")
        source.write_text(f"{text}\n// {place}", encoding="utf-8")
        compiler = typst.Compiler(root=folder, font_paths=[FONTS], ignore_system_fonts=True)
        began, busy = time.perf_counter(), time.process_time()
        pdf = compiler.compile(source, format="pdf")
        took = time.perf_counter() - began, time.process_time() - busy
        measured.append(Measured(*took, read_peak(), len(pdf)))
    return measured[1:]
