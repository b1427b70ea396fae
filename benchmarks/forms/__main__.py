"""Measures the form on a slow phone and a slow line: `uv run python -m benchmarks.forms`."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from benchmarks.forms.measure import (
    Measured,
    begin_form,
    measure_page,
    measure_way,
    weigh_whole_form,
)
from benchmarks.forms.served import COUNTS, name_form, serve_floor, serve_site
from benchmarks.forms.table import find_excesses, take_median, write_table

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
FORMS = {name_form(count, is_long): count for count in COUNTS for is_long in (False, True)}
ROUNDS = 7


def main() -> int:
    """Measure everything in turns, print the table; 1 where a budget is not kept to."""
    parser = ArgumentParser(prog="python -m benchmarks.forms", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="How often, at least 5.")
    rounds = parser.parse_args().rounds
    with (
        TemporaryDirectory() as home,
        serve_site(Path(home)) as site,
        serve_floor() as floor,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        return _measure(chromium, site, floor, rounds)


def _measure(chromium: Browser, site: str, floor: str, rounds: int) -> int:
    floors: list[Measured] = []
    seen: dict[str, list[Measured]] = {form: [] for form in FORMS}
    ways: dict[str, list[tuple[float, float]]] = {form: [] for form in FORMS}
    begun = {form: begin_form(chromium, site, form) for form in FORMS}
    measure_page(chromium, floor, [])
    for number in range(rounds):
        print(f"Round {number + 1} of {rounds} …", file=sys.stderr)
        for form in FORMS:
            floors.append(measure_page(chromium, floor, []))
            seen[form].append(measure_page(chromium, *begun[form]))
            ways[form].append(measure_way(chromium, f"{site}/f/{form}/fa/"))
    lowest = take_median(floors)
    medians = {form: take_median(measured) for form, measured in seen.items()}
    print("\n".join(write_table(lowest, medians)))
    print(_write_ways(chromium, site, ways))
    excesses = [
        f"{form}: {excess}"
        for form, count in FORMS.items()
        for excess in find_excesses(lowest, medians[form], count)
    ]
    print("\n".join(["", *excesses]) if excesses else "\nEvery budget is kept to.")
    return bool(excesses)


def _write_ways(chromium: Browser, site: str, ways: dict[str, list[tuple[float, float]]]) -> str:
    """Write the way from the link through the consent to the questions, and the whole form."""
    lines = ["", "| | " + " | ".join(FORMS) + " |", "|---" * (len(FORMS) + 1) + "|"]
    times = [[median(times) for times in zip(*ways[form], strict=True)] for form in FORMS]
    weights = [weigh_whole_form(chromium, site, form) for form in FORMS]
    lines.append(_write_row("link → start page, ms", [began for began, _ in times]))
    lines.append(_write_row("start page → first question, ms", [shown for _, shown in times]))
    lines.append(_write_row("whole form, KB", [kilobytes for kilobytes, _ in weights]))
    lines.append(_write_row("whole form, requests", [requests for _, requests in weights]))
    return "\n".join(lines)


def _write_row(title: str, values: list[float]) -> str:
    return f"| {title} | " + " | ".join(f"{value:,.0f}" for value in values) + " |"


if __name__ == "__main__":
    sys.exit(main())
