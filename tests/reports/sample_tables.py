"""What the sample town's release keeps beside its scores, written by hand."""

from dataclasses import replace
from datetime import date
from math import nan

import pandas as pd

from survey.places.model import Wave
from survey.results.model import Release
from survey.results.release_tables import KEYS
from survey.scoring.method.sample_choices import Run
from survey.scoring.outcomes import relative_table
from survey.scoring.tables import COLUMNS
from tests.reports.sample import Row, text

SCORED = Run("1", 661)


def earlier_wave() -> Wave:
    """Return the round before the first."""
    title = text("Trial round, autumn 2025", "دور آزمایشی، پاییز ۱۴۰۴", "الجولة التجريبية")
    return Wave("trial", title, date(2025, 10, 4), date(2025, 10, 30))


def changed(area: str, index: str, before: float, after: float, label: str = "") -> Row:
    """Write a published row of change, the interval three points to both sides."""
    by = after - before
    numbers = (before, after, by, 1.5, by - 3, by + 3, 0.01, 0.02, 110, 117, nan, nan, nan)
    return (area, index, "strength", "overlap", *numbers, label, False, "")


def unchanged(area: str, index: str) -> Row:
    """Write a withheld row of change."""
    return (area, index, "strength", "overlap", *[nan] * 13, "", True, "withheld_before")


def moved(area: str, index: str, worse: float, same: float, better: float, label: str = "") -> Row:
    """Write a published row of transitions without its matrix."""
    shares = [each for share in (worse, same, better) for each in (share, share - 5, share + 5)]
    return (area, index, 60, *shares, 0.01, 0.02, label, *[nan] * 9, False)


def ranked(area: str, index: str, rank: int, best: int, worst: int, of: int = 7) -> Row:
    """Write a row of ranks among neighbourhoods."""
    return (area, "neighbourhood", index, rank, best, worst, of, "joint", 0.9)


def compared(area: str, index: str, difference: float, side: str = "", q: float = 0.4) -> Row:
    """Write a row of relative mode, the interval four points to both sides."""
    limits = (difference - 4, difference + 4)
    return (area, index, "strength", difference, 2.0, *limits, 0.01 if side else q, side)


def frame(name: str, rows: list[Row]) -> pd.DataFrame:
    """Make one of the tables."""
    columns = COLUMNS.get(name, (*KEYS, *relative_table.COLUMNS))
    return pd.DataFrame(rows, columns=list(columns))


def with_tables(release: Release, **rows: list[Row]) -> Release:
    """Give a release tables with these rows, the wave before and how it was scored."""
    names = ("ranks", "sensitivity", "change", "transitions", "relative")
    tables = {name: frame(name, rows.get(name, [])) for name in names}
    return replace(release, tables=tables, earlier=earlier_wave(), run=SCORED)
