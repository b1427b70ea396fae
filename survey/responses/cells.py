"""Cells that could be taken for something else: marked on the way out, read on the way in.

A spreadsheet runs what begins with `=` as a formula, and a table says `refused` for no answer. A
text that somebody wrote like that gets an apostrophe in front, which is dropped when it is read.
"""

import re
from collections.abc import Collection
from typing import get_args

from survey.questionnaire.model import Columns, Missing, Question

MARK = "'"
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""What a formula can begin with, for one spreadsheet or another."""

SUSPECT = FORMULA | {MARK}

NUMBERS = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?( -?[0-9]+(\.[0-9]+)?)*")
"""Numbers and places begin with a sign too, and are left as they are."""

MISSING: tuple[Missing, ...] = get_args(Missing)
NO_WORDS: frozenset[str] = frozenset()


def mark_cell(text: str, words: Collection[str] = NO_WORDS) -> str:
    """Write a text so that no spreadsheet runs it and it is none of the `words` of the table."""
    if text[:1] not in SUSPECT and text not in words:
        return text
    bare = text.lstrip(MARK)
    is_formula = bare[:1] in FORMULA and not NUMBERS.fullmatch(text)
    return MARK + text if is_formula or bare in words else text


def open_cell(cell: str, words: Collection[str] = NO_WORDS) -> str:
    """Read what `mark_cell` wrote with the same words; every other cell is returned as it is."""
    bare = cell.lstrip(MARK)
    is_marked = cell.startswith(MARK) and (bare[:1] in FORMULA or bare in words)
    return cell[1:] if is_marked else cell


def list_words(question: Question, columns: Columns) -> dict[str, Missing]:
    """List the words that stand for no answer to a question, each with what is stored for it."""
    offered = {option.name for option in question.options}
    words: dict[str, Missing] = {**dict(columns.words), **{word: word for word in MISSING}}
    return {word: missing for word, missing in words.items() if word not in offered}


def find_missing(word: str, question: Question, columns: Columns) -> Missing | None:
    """Return what is stored for a word; None where it is an answer."""
    if any(option.name == word for option in question.options):
        return None
    return next((one for one in MISSING if one == word), None) or dict(columns.words).get(word)
