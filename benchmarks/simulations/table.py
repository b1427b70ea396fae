"""A table in Markdown, written line by line."""

from collections.abc import Iterable, Iterator, Sequence


def write_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write heads and rows; every row has a cell per head."""
    yield _write_row(heads)
    yield "|---" * len(heads) + "|"
    for row in rows:
        yield _write_row(row)


def write_with_error(value: float, error: float, places: int) -> str:
    """Write a simulated value with its Monte-Carlo standard error, as 1.23 ± 0.04."""
    # Adding 0.0 turns a rounded -0.0 into 0.0.
    return f"{round(value, places) + 0.0:.{places}f} ± {error:.{places}f}"


def _write_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
