"""Paging: blocks of known height are put on as many sheets as they need; nothing is clipped."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

Block = TypeVar("Block")


def fill_sheets(
    blocks: Sequence[Block], height: Callable[[Block], float], room: float
) -> list[tuple[Block, ...]]:
    """Put blocks on sheets in their order; a block that is taller than a sheet has its own."""
    sheets: list[list[Block]] = []
    left = 0.0
    for block in blocks:
        needed = height(block)
        if not sheets or needed > left:
            sheets.append([])
            left = room
        sheets[-1].append(block)
        left -= needed
    return [tuple(sheet) for sheet in sheets]


def cut(rows: Sequence[Block], most: int) -> list[tuple[Block, ...]]:
    """Cut rows into pieces of about one length, none longer than `most`."""
    pieces = -(-len(rows) // most)
    edges = [round(len(rows) * place / pieces) for place in range(pieces + 1)] if pieces else []
    return [tuple(rows[start:end]) for start, end in pairwise(edges)]
