"""The linear programmes that ask what can be worked out of everything printed about a table."""

import numpy as np
from scipy.optimize import linprog

from survey.arrays import BoolArray, FloatArray
from survey.scoring.release.printed import Printed

ROUNDING = 1e-6


def is_protected(printed: Printed) -> bool:
    """Tell whether every target keeps its width over all counts ≥ 0 that agree with print.

    Counts found to agree with print widen the known interval of every target at once. The most
    doubtful target is asked by itself; where it is wide, its like in other areas are pushed with
    one programme, and so on until none is in doubt.
    Source: Fischetti & Salazar 2001, Management Science 47:1008 (the attacker's programmes).
    """
    span = printed.span
    if not _is_narrow(span, printed).any():
        return True
    if _is_bounded(printed):
        return False
    while (narrow := _is_narrow(span, printed)).any():
        room = np.where(narrow, span[1] - span[0] - printed.needed, np.inf)
        worst = int(room.argmin())
        span = _push(span, printed, np.arange(len(room)) == worst)
        narrow = _is_narrow(span, printed)
        if narrow[worst]:
            return False
        together = narrow & (printed.turns == printed.turns[worst])
        if together.any():
            span = _push(span, printed, together)
    return True


def _is_bounded(printed: Printed) -> bool:
    """Tell whether some target cannot be wide, because a printed sum it is part of is too small."""
    known = printed.equations.tocoo()
    row, cell = known.coords
    most = np.full(len(printed.counts), np.inf)
    np.minimum.at(most, cell, (printed.equations @ printed.counts)[row] / known.data)
    return bool((printed.targets @ most < printed.needed - ROUNDING).any())


def _is_narrow(span: FloatArray, printed: Printed) -> BoolArray:
    narrow: BoolArray = span[1] - span[0] < printed.needed - ROUNDING
    return narrow


def _push(span: FloatArray, printed: Printed, targets: BoolArray) -> FloatArray:
    """Find the least and the greatest sum of some targets, and what all targets are there."""
    low, high = span
    objective = targets.astype(np.float64) @ printed.targets
    most = float(printed.counts.sum() + printed.needed.sum())
    for sign in (1.0, -1.0):
        solution = linprog(  # type: ignore[call-overload]  # the stubs know no sparse matrices
            sign * objective,
            A_eq=printed.equations,
            b_eq=printed.equations @ printed.counts,
            bounds=(0, most),
            method="highs",
        )
        reached: FloatArray = printed.targets @ solution.x
        low, high = np.minimum(low, reached), np.maximum(high, reached)
    widened: FloatArray = np.vstack([low, high])
    return widened
