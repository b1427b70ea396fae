"""What the declared design says of every response: numbers and categories, complete or refused."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.arrays import BoolArray, FloatArray
from survey.errors import N_, MahallaError, Problem
from survey.questionnaire import method
from survey.questionnaire.model import Questionnaire
from survey.scoring.sample.raking import Margin
from survey.scoring.sample.weights import NAMED

DESIGN = "design:"
"""Stands before the name of a column of the design, so that it takes no other column's name."""

NO_COLUMN = N_(
    "The answers have no column “%(column)s”, which `design` of the questionnaire names. Add it, "
    "or correct `design`."
)
NO_NUMBER = N_(
    "`design` of the questionnaire needs a number in “%(column)s”. These responses have none: "
    "%(responses)s. Fill it in, or leave the responses out."
)
NO_ANSWER = N_(
    "Weights are raked to the margin “%(margin)s”. These responses have no answer there: "
    "%(responses)s. Fill the answers in, or leave the margin out."
)
NO_TOTAL = N_(
    "The margin “%(margin)s” has no total for %(categories)s, but responses are there: "
    "%(responses)s. Add the total, or correct the answers."
)


@dataclass(frozen=True)
class Declared:
    """The columns that the design names, of responses in the order of their ids (the index).

    `columns` has one called `design:<name>` for each: a number or a text (of a question, the
    stored answer), and None or NaN where there is none.
    """

    questionnaire: Questionnaire
    columns: pd.DataFrame

    @property
    def design(self) -> method.SampleDesign:
        """How the sample was drawn."""
        return self.questionnaire.method.design

    def name(self, row: int) -> str:
        """Return the id of a response."""
        return str(self.columns.index[row])

    def read_numbers(self, name: str) -> FloatArray | None:
        """Return a number per response, None where the design names no column.

        Of questions with options it is the option's code. Raises MahallaError naming the responses
        without a number.
        """
        if not name:
            return None
        question = self.questionnaire.questions.get(name)
        column = self._find(name)
        if question and question.options:
            column = column.map({option.name: option.code for option in question.options})
        numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64)
        missing = np.isnan(numbers)
        if missing.any():
            raise MahallaError(Problem(NO_NUMBER, {"column": name, **self._list(missing)}))
        return numbers

    def read_margins(self, counted: BoolArray) -> list[Margin]:
        """Return the margins; only responses that are `counted` must have an answer to them."""
        return [self._read_margin(margin, counted) for margin in self.design.margins]

    def _read_margin(self, margin: method.Margin, counted: BoolArray) -> Margin:
        labels = tuple(label for label, _ in margin.totals)
        answers = self._find(margin.of).astype("str")
        category = pd.Index(labels, dtype="str").get_indexer(pd.Index(answers)).astype(np.int64)
        missing = answers.isna().to_numpy() & counted
        if missing.any():
            raise MahallaError(Problem(NO_ANSWER, {"margin": margin.of, **self._list(missing)}))
        unknown = (category < 0) & counted
        if unknown.any():
            found = ", ".join(f"“{name}”" for name in sorted(set(answers[unknown])))
            values = {"margin": margin.of, "categories": found, **self._list(unknown)}
            raise MahallaError(Problem(NO_TOTAL, values))
        totals = np.array([total for _, total in margin.totals], dtype=np.float64)
        return Margin(margin.of, category, totals, labels)

    def _find(self, name: str) -> pd.Series:
        if DESIGN + name not in self.columns:
            raise MahallaError(Problem(NO_COLUMN, {"column": name}))
        return self.columns[DESIGN + name]

    def _list(self, where: BoolArray) -> dict[str, str]:
        return {"responses": list_some([self.name(row) for row in np.flatnonzero(where).tolist()])}


def list_some(names: Sequence[str]) -> str:
    """Name the first ten, and say how many there are if there are more."""
    shown = ", ".join(names[:NAMED])
    return f"{shown}, … ({len(names)})" if len(names) > NAMED else shown
