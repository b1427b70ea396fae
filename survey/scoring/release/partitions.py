"""How the answers to one question may be grouped for print, from the finest to the coarsest."""

import numpy as np

from survey.questionnaire.model import Domain
from survey.scoring.answers.lookup import Lookup

Group = tuple[int, ...]
Partition = tuple[Group, ...]
"""Groups of answer positions; each position is in exactly one group."""

TWO = 2
FIVE = 5


def list_partitions(lookup: Lookup, domain: Domain) -> tuple[Partition, ...]:
    """List the groupings of a question's answers.

    Every answer by itself; of five, the lower two, the middle and the upper two; two sides: the
    upper half of the codes (without the middle) and the rest, or in a harm domain the two worst
    answers and the rest. A later grouping only joins groups of an earlier one.
    """
    is_harm = domain.polarity == "harm"
    order = np.argsort(lookup.scores if is_harm else lookup.codes, kind="stable").tolist()
    full = tuple((place,) for place in range(lookup.options))
    if lookup.options == TWO:
        return (full,)
    upper = TWO if is_harm else lookup.options // 2
    sides = (_group(order[:-upper]), _group(order[-upper:]))
    if lookup.options == FIVE:
        return full, (_group(order[:2]), _group(order[2:3]), _group(order[3:])), sides
    return full, sides


def find_worst(lookup: Lookup) -> Group:
    """Return the two answers with the highest scores."""
    return _group(np.argsort(lookup.scores, kind="stable").tolist()[-TWO:])


def _group(places: list[int]) -> Group:
    return tuple(sorted(places))
