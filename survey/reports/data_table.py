"""The numbers of a chart as a table of words, for those who hear a page instead of seeing it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DataTable:
    """A caption, the heads of the columns, and the rows; the first cell of a row is its head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
