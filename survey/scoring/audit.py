"""The linear programmes that ask what can be worked out of everything printed about a table."""

import numpy as np
from scipy.optimize import linprog

from survey.arrays import BoolArray, FloatArray
from survey.scoring.printed import Printed

ROUNDING = 1e-6
MOST_CELLS_SOLVED = 1500


def is_protected(printed: Printed) -> bool:
    """Tell whether every target keeps its width over all counts ≥ 0 that agree with print.

    Counts found to agree with print widen the known interval of every target at once, so targets
    of different areas are pushed together first, and only those still narrow by themselves.
    Source: Fischetti & Salazar 2001, Management Science 47:1008 (the attacker's programmes).
    """
    if _is_bounded(printed) or _is_settled(printed):
        return False
    reached = printed.targets @ printed.counts
    span: FloatArray = np.vstack([reached, reached])
    for turn in range(int(printed.turns.max(initial=-1)) + 1):
        together = (printed.turns == turn) & _is_narrow(span, printed)
        if together.any():
            span = _push(span, printed, together)
    while (narrow := np.flatnonzero(_is_narrow(span, printed))).size:
        span = _push(span, printed, np.arange(len(reached)) == narrow[0])
        if _is_narrow(span, printed)[narrow[0]]:
            return False
    return True


def _is_bounded(printed: Printed) -> bool:
    """Tell whether some target cannot be wide, because a printed sum it is part of is too small."""
    known = printed.equations.tocoo()
    row, cell = known.coords
    most = np.full(len(printed.counts), np.inf)
    np.minimum.at(most, cell, (printed.equations @ printed.counts)[row] / known.data)
    return bool((printed.targets @ most < printed.needed - ROUNDING).any())


def _is_settled(printed: Printed) -> bool:
    """Tell whether the equations alone, without count ≥ 0, settle some target that matters."""
    if len(printed.counts) > MOST_CELLS_SOLVED:
        return False
    known, targets = printed.equations.toarray(), printed.targets.toarray()
    free = targets - (targets @ np.linalg.pinv(known)) @ known
    settled = (np.abs(free) < ROUNDING).all(axis=1)
    return bool((settled & (printed.needed > ROUNDING)).any())


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
