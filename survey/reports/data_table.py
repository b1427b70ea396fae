"""The numbers of a chart as a table of words, for those who hear a page instead of seeing it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DataTable:
    """A caption, the heads of the columns, and the rows; the first cell of a row is its head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def say_value(value: float | None, words: str, missing: str) -> str:
    """Say a value in its own words, or plainly without them; None is missing, never zero."""
    return missing if value is None else words or f"{value:.0f}"
