"""Chromium: the same HTML, its style sheets inside and the fonts beside, as a tagged PDF."""

import os
import time
from pathlib import Path
from shutil import copy

from playwright.sync_api import sync_playwright

from benchmarks.reports.process import list_family, read_seconds, read_shared
from benchmarks.reports.task import Measured, read_task
from survey.reports.make import write_copy
from survey.reports.products import find_product
from survey.reports.typesetting import FONT_FILES, FONTS, STYLE_SHEET

CHROMIUM = "/usr/bin/chromium"
WEIGHTS = (400, 500, 700, 900)


def write_page(folder: Path) -> Path:
    """Write the HTML with all it needs into one folder."""
    reading, language = read_task(folder)
    product = find_product("neighbourhood")
    faces = [
        f'@font-face {{ font-family: Vazirmatn; font-weight: {weight}; src: url("{name}") }}'
        for weight, name in zip(WEIGHTS, FONT_FILES, strict=True)
    ]
    for file in (*(FONTS / name for name in FONT_FILES), *STYLE_SHEET.parent.glob("*.svg")):
        copy(file, folder)
    sheets = [file.read_text(encoding="utf-8") for file in (STYLE_SHEET, product.style_sheet)]
    style = "<style>" + "\n".join([*faces, *sheets]) + "</style></head>"
    page = folder / "report.html"
    html = write_copy(product, reading, language).replace("</head>", style, 1)
    page.write_text(html, encoding="utf-8")
    return page


def run(folder: Path, rounds: int) -> list[Measured]:
    """Open and print the page several times in one browser, which has printed it before."""
    address = write_page(folder).as_uri()
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        measured = []
        for _ in range(rounds + 1):
            # The driver that talks to the browser is counted: a page is not printed without.
            began, busy = time.perf_counter(), read_seconds(list_family(os.getpid())[1:])
            page.goto(address)
            pdf = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)
            family = list_family(os.getpid())[1:]
            took = time.perf_counter() - began, read_seconds(family) - busy
            measured.append(Measured(*took, read_shared(family), len(pdf)))
        browser.close()
    return measured[1:]
