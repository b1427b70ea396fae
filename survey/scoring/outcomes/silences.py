"""The figures of non-response: don't know, refused, blank, and not applicable (SCORING §0)."""

from collections.abc import Iterator

import numpy as np

from survey.arrays import BoolArray
from survey.scoring.outcomes.figures import Figure
from survey.scoring.outcomes.items import Counted, share_of
from survey.scoring.release.levels import choose_levels
from survey.scoring.release.table import FULL, SMALL, Table

KINDS = ("dont_know", "refused", "blank")


def describe_silences(counted: Counted, is_conditional: bool) -> Iterator[Figure]:
    """Yield the shares of don't know, refused and blank among those asked, and of those not.

    Where don't know is an answer of its own (`dk_as`), it is no non-response and has no figure.
    The printed n tells how many gave no answer; which of the three it was is protected like any
    table, all three together. How many were not asked follows from the n of the three, and how many
    answered from their shares, so they are withheld wherever either is hidden.
    """
    skipped = _table_of_skipped(counted, is_conditional)
    skips = choose_levels(skipped)
    allowed = (~skipped.is_printed | (skips.level == FULL)) & _may_tell(counted)
    silences = choose_levels(_table_of_silences(counted), allowed)
    question, options = counted.question.id, counted.lookup.options
    for kind, column in _columns(counted).items():
        among = slice(counted.lookup.width - 1)
        yield share_of(kind, question, counted, counted.asked, (column,), among, silences)
    last = (options + len(KINDS),)
    among = slice(counted.lookup.width)
    yield share_of("not_applicable", question, counted, counted.everyone, last, among, skips)


def _may_tell(counted: Counted) -> BoolArray:
    """Tell where silences do not give away how many answered.

    Where that is hidden, so are they; and in a roll-up of there, if those silent are so few that
    their number, which follows by subtraction, would say how many were silent in each way.
    """
    areas, leaves = counted.layout.areas, counted.layout.areas.leaves
    told: BoolArray = counted.tells_n | (counted.answered.base.n == 0)
    silent = counted.records[:leaves, counted.lookup.options : -1].sum(axis=1)
    bare = ~told[:leaves] & counted.asked.is_printed[:leaves] & (silent < SMALL)
    allowed: BoolArray = told & (areas.roll_up(bare) == 0)
    return allowed


def _columns(counted: Counted) -> dict[str, int]:
    """The column of the tally of every silence that can be."""
    assert counted.question.item is not None
    columns = {kind: counted.lookup.options + place for place, kind in enumerate(KINDS)}
    if counted.question.item.dk_as is not None:
        del columns["dont_know"]
    return columns


def _table_of_skipped(counted: Counted, is_conditional: bool) -> Table:
    """Count those asked and not asked. Nobody left out says something only where some may be."""
    records = counted.records
    asked = records[:, :-1].sum(axis=1)
    return Table(
        areas=counted.layout.areas,
        counts=np.stack([asked, records[:, -1]], axis=1),
        partitions=(((0,), (1,)),),
        floor=((0, 1),),
        scores=None,
        is_printed=counted.everyone.is_printed,
        is_sensitive=counted.question.sensitive and is_conditional,
    )


def _table_of_silences(counted: Counted) -> Table:
    """Count answers and each silence; the printed n gives answers and all silences together."""
    records = counted.records
    answers = records[:, : counted.lookup.options].sum(axis=1)
    silences = [records[:, column] for column in _columns(counted).values()]
    places = tuple(range(len(silences) + 1))
    return Table(
        areas=counted.layout.areas,
        counts=np.stack([answers, *silences], axis=1),
        partitions=(tuple((place,) for place in places),),
        floor=(places[:1], places[1:]),
        scores=None,
        is_printed=counted.asked.is_printed,
        is_sensitive=counted.question.sensitive,
    )
