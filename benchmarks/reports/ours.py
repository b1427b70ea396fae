"""Ours: from a reading to a tagged PDF, as `mahalla report` prints it."""

import time
from pathlib import Path

from benchmarks.reports.process import read_now, read_peak
from benchmarks.reports.task import Measured, read_task
from survey.reports.make import render, shared_press, write_copy
from survey.reports.products import find_product


def run(folder: Path, rounds: int) -> list[Measured]:
    """Print the same report several times in this process, which has printed one before."""
    reading, language = read_task(folder)
    product = find_product("neighbourhood")
    render(product, reading, language)
    measured = []
    for _ in range(rounds):
        began, busy = time.perf_counter(), time.process_time()
        size = len(render(product, reading, language))
        took = time.perf_counter() - began, time.process_time() - busy
        measured.append(Measured(*took, read_peak(), size))
    return measured


def run_bare(folder: Path, rounds: int) -> list[Measured]:
    """Only lay out and write the PDF of HTML that is written before, as the others do."""
    reading, language = read_task(folder)
    product = find_product("neighbourhood")
    html, press = write_copy(product, reading, language), shared_press(product)
    press.print_pdf(html, language.direction)
    measured = []
    for _ in range(rounds):
        began, busy = time.perf_counter(), time.process_time()
        size = len(press.print_pdf(html, language.direction))
        took = time.perf_counter() - began, time.process_time() - busy
        measured.append(Measured(*took, read_peak(), size))
    return measured


def print_many(folder: Path, first: int, count: int) -> list[float]:
    """Print many reports, of one neighbourhood after the other; say the memory after each 20."""
    product, held = find_product("neighbourhood"), []
    for number in range(count):
        reading, language = read_task(folder, first + number)
        render(product, reading, language)
        if number % 20 == 19:
            held.append(read_now())
    return held
