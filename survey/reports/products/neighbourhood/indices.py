"""Indices in words: what each column of an index says, by the kind of the index."""

from collections.abc import Mapping

from survey.errors import N_
from survey.questionnaire.method import Index

ALONE = "composite"
"""The kind that has one figure, on a scale of its own, judged as topics are."""

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "alkire_foster": {
        "union": N_("Households that met at least one of these harms"),
        "headcount": N_("Households that met so many of them that they count as harmed"),
        "intensity": N_("What part of all these harms a harmed household met on average"),
        "": N_("Index of both: how many are harmed, and by how much"),
        "excluded": N_("Households that left a question open and are not counted here"),
    },
    "stoplights": {
        "": N_("Households that can support themselves"),
        "green": N_("Green lights of a household, of 100 that apply to it"),
        "excluded": N_("Households that left a light open and are not counted here"),
    },
}
"""Whole phrases for columns, in the order of print; what has none is not printed."""


def list_columns(index: Index) -> dict[str, str]:
    """Return the columns of an index by their names in the scores, with what each says."""
    said = COLUMNS.get(index.kind, {})
    return {f"{index.id}.{name}" if name else index.id: words for name, words in said.items()}
