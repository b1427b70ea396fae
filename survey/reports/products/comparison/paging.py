"""Paging: blocks of known height are put on as many sheets as they need; nothing is clipped."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from survey.reports.look import Look

Block = TypeVar("Block")

FEW_LINES, LARGE_LINES = 2, 10
"""How many lines to write on a question has; in large print it may have a sheet of its own."""


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


def count_lines(look: Look, is_full: bool, few: int = FEW_LINES) -> int:
    """Say how many lines a question has; where its sheet `is_full`, large print fills another."""
    return LARGE_LINES if look.is_large and is_full else few


def cut(rows: Sequence[Block], most: int) -> list[tuple[Block, ...]]:
    """Cut rows into pieces of about one length, none longer than `most`."""
    pieces = -(-len(rows) // most)
    edges = [round(len(rows) * place / pieces) for place in range(pieces + 1)] if pieces else []
    return [tuple(rows[start:end]) for start, end in pairwise(edges)]
