"""Sepidar with a topic or a harm that stands as a sentence should say it."""

from survey.reports.reading import Reading, read_neighbourhood
from tests.reports.sample import Row, make_release, shown


def read(*rows: Row) -> Reading:
    """Read a release that has these rows alone."""
    return read_neighbourhood(make_release(list(rows)), "sepidar")


def topic(name: str, value: float, label: str, n: int = 117, wide: float = 4) -> Row:
    """Write a topic's row."""
    return shown("sepidar", "strength", name, value, label, n, wide)


def harm(value: float, label: str) -> Row:
    """Write the row of perceived harms."""
    return shown("sepidar", "harm", "harm_perceived", value, label)


QOL = topic("qol", 70, "strength")
LIKELY_QOL = topic("qol", 62, "likely_strength")
WEAK = topic("environment", 30, "weakness")
LIKELY_WEAK = topic("environment", 37, "likely_weakness")
GRAVE = harm(70, "high_concern")
LIKELY_GRAVE = harm(63, "likely_high_concern")
