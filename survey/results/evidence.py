"""What one number is explained from: scores, their masked table, and the answers behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

import numpy as np
import pandas as pd

from survey.errors import N_
from survey.locale import Language
from survey.questionnaire.model import Questionnaire
from survey.results.rounding import round_frame
from survey.scoring.finish import Scores
from survey.scoring.sample.records import Partition

FINEST = Decimal("0.0001")
ITEM_KINDS = ("item", "yes")
END = N_("In the tables it stands as %(value)s.")


@dataclass(frozen=True)
class Row:
    """A row of the masked table of scores; numbers by column, NaN where there is none to show."""

    numbers: Mapping[str, float]
    label: str
    is_withheld: bool
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """The scores of a survey; nothing but `rows` says what may be shown of them."""

    questionnaire: Questionnaire
    scores: Scores
    partition: Partition
    is_weighted: bool

    @cached_property
    def rows(self) -> Mapping[tuple[str, str, str], Row]:
        """The rows of the table by area, kind and index."""
        return read_rows_of(self.scores.frame)

    def find_item(self, area: str, question: str) -> Row | None:
        """Find the mean or share of a question in an area."""
        found = [self.rows.get((area, kind, question)) for kind in ITEM_KINDS]
        return next((row for row in found if row), None)


def read_rows_of(frame: pd.DataFrame) -> dict[tuple[str, str, str], Row]:
    """Read the rows of a table of scores by area, kind and index, as the table is written."""
    frame = round_frame(frame)
    names = [name for name in frame if frame[name].dtype.kind == "f"]
    return {
        (line["area"], line["kind"], line["index"]): Row(
            {str(name): line[name] for name in names},
            line["label"],
            bool(line["suppressed"]),
            tuple(line["flag"].split()),
        )
        for line in frame.to_dict("records")
    }


def shorten(value: float) -> Decimal:
    """Round a number half up to four decimals, as explanations show it."""
    return Decimal(repr(float(value))).quantize(FINEST, rounding=ROUND_HALF_UP)


def write(value: float, language: Language) -> str:
    """Write a number for a formula: at most four decimals, in the digits of the language."""
    if not np.isfinite(value):
        return "–"
    exact = shorten(value)
    return language.number(exact, max(0, -int(exact.normalize().as_tuple().exponent)))


def tell_end(row: Row, language: Language) -> str:
    """Say the number as the table has it, to its last digit."""
    return language.gettext(END, value=row.numbers["estimate"])
