"""The 256-entry tables that turn int8 positions into item scores and into answer categories."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from survey.arrays import ByteArray, FloatArray
from survey.kinds.choices import OneOption
from survey.kinds.find import kind_of
from survey.questionnaire.model import Domain, Question
from survey.questionnaire.scored import is_turned
from survey.scoring.answers.codes import BLANK, DONT_KNOW, REFUSED, STRUCTURAL
from survey.scoring.answers.patterns import ANSWERED, GAP
from survey.scoring.answers.patterns import STRUCTURAL as NOT_ASKED

SILENT = (DONT_KNOW, REFUSED, BLANK, STRUCTURAL)
NO_CATEGORY = 255


@dataclass(frozen=True)
class Lookup:
    """How one item's positions are read.

    `codes` are the raw codes per option position, `scores` give POMP in the domain's direction,
    0-100; `values` the same per byte (NaN where there is no answer); `categories` the category
    per byte: the options in their order, then don't know, refused, blank, not applicable.
    `names` is empty unless the answer is one option out of a list.
    """

    codes: FloatArray
    scores: FloatArray
    values: FloatArray
    categories: ByteArray
    names: tuple[str, ...]

    @cached_property
    def points(self) -> FloatArray:
        """The score per byte, 0 where there is no answer."""
        return np.nan_to_num(self.values)

    @cached_property
    def states(self) -> ByteArray:
        """Per byte whether it is an answer, a gap, or structural (see `patterns`)."""
        states = np.where(np.isnan(self.values), GAP, ANSWERED).astype(np.uint8)
        states[SILENT[-1]] = NOT_ASKED
        return states

    @property
    def options(self) -> int:
        """How many substantive categories there are."""
        return len(self.scores)

    @property
    def width(self) -> int:
        """How many categories there are in all."""
        return self.options + len(SILENT)


def make_lookup(question: Question, domain: Domain | None, as_coded: bool = False) -> Lookup:
    """Tabulate the scoring of `question` (SCORING §0-1), in its `domain` if it is scored in one.

    Where not knowing is an answer (`dk_as`), it counts as the option with that code. With
    `as_coded`, the highest code is 100 whatever the polarity.
    """
    kind = kind_of(question)
    codes = np.array(kind.codes(question), dtype=np.float64)
    scores = pomp(codes, float(codes.min()), float(codes.max()))
    if not as_coded and is_turned(question, domain):
        scores = 100.0 - scores
    values = np.full(256, np.nan)
    categories = np.full(256, NO_CATEGORY, dtype=np.uint8)
    values[: len(codes)] = scores
    categories[: len(codes)] = np.arange(len(codes))
    for place, code in enumerate(SILENT):
        categories[code] = len(codes) + place
    if question.item and question.item.dk_as is not None:
        position = int(np.flatnonzero(codes == question.item.dk_as)[0])
        values[DONT_KNOW], categories[DONT_KNOW] = scores[position], position
    names = tuple(option.name for option in question.options)
    return Lookup(codes, scores, values, categories, names if isinstance(kind, OneOption) else ())


def pomp(code: FloatArray, lowest: float, highest: float) -> FloatArray:
    """Percent of maximum possible, 0-100, between the ends of the scale.

    Source: Cohen, Cohen, Aiken & West 1999, Multivariate Behavioral Research 34:315. The ends are
    the scale's, never the sample's, or waves would not be comparable.
    """
    return 100.0 * (code - lowest) / (highest - lowest)


def as_bytes(positions: pd.Series) -> ByteArray:
    """View an int8 column as the bytes that the tables are indexed by."""
    return positions.to_numpy(dtype=np.int8).view(np.uint8)


def categorise(positions: ByteArray, lookup: Lookup) -> ByteArray:
    """Return the category of every answer; raises ValueError for a position outside the scale."""
    # A byte is never outside its table of 256: "clip" only spares the check.
    categories = np.take(lookup.categories, positions, mode="clip")
    if categories.size and categories.max() == NO_CATEGORY:
        raise ValueError("A position lies outside the codes of its question.")
    return categories
