"""The table of what was measured: medians, ratios to the floor, and budgets that are not kept."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from statistics import median

from benchmarks.forms.measure import Measured

FIRST_QUESTION = 1.3
"""How many times as long as on the floor page the first question may take."""

BUDGETS = {
    60: {"kilobytes": 20, "requests": 4, "blocked": 300, "skipping": 100, "heap": 3},
    300: {"kilobytes": 35, "requests": 4, "blocked": 1000, "skipping": 150, "heap": 4},
}
ROWS = {
    "answerable": ("first question can be answered, ms", 0),
    "ready": ("script listens as well, ms", 0),
    "blocked": ("main thread blocked, ms", 0),
    "skipping": ("answer → skip logic, ms", 0),
    "kilobytes": ("on the wire, KB", 1),
    "requests": ("requests", 0),
    "heap": ("JavaScript heap, MB", 2),
    "nodes": ("elements in the page", 0),
}


def take_median(rounds: Sequence[Measured]) -> Measured:
    """Take the median of every figure."""
    return Measured(*(median(values) for values in zip(*map(astuple, rounds), strict=True)))


def write_table(floor: Measured, forms: dict[str, Measured]) -> Iterable[str]:
    """Write one row a figure: the floor, then every form with its ratio to the floor."""
    yield "| | floor, 60 | " + " | ".join(forms) + " |"
    yield "|---|---" + "|---" * len(forms) + "|"
    for name in (field.name for field in fields(Measured)):
        title, places = ROWS[name]
        lowest = getattr(floor, name)
        cells = [_write(getattr(form, name), lowest, places) for form in forms.values()]
        yield f"| {title} | {lowest:,.{places}f} | " + " | ".join(cells) + " |"


def find_excesses(floor: Measured, form: Measured, count: int) -> Iterable[str]:
    """Name the budgets that a form of `count` questions does not keep to."""
    limits = {**BUDGETS[count], "answerable": FIRST_QUESTION * floor.answerable}
    for name, limit in limits.items():
        if (measured := getattr(form, name)) > limit:
            title, places = ROWS[name]
            yield f"{title}: {measured:,.{places}f}, at most {limit:,.{places}f}"


def _write(value: float, lowest: float, places: int) -> str:
    ratio = f" ({value / lowest:.2f} ×)" if lowest else ""
    return f"{value:,.{places}f}{ratio}"
