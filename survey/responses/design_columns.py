"""The columns of a table that tell of the sample: what the method names and nobody is asked."""

import math
from collections.abc import Callable

from survey.errors import N_, AnswerError
from survey.locale import parse_number
from survey.questionnaire.model import Questionnaire

BAD_SIZE = N_("`design` of the questionnaire needs a number greater than 0 here.")

Reader = Callable[[str], str | float]


def find_design_columns(questionnaire: Questionnaire) -> dict[str, Reader]:
    """Name the columns that the design names, and give how a cell of each is read.

    They hold numbers greater than 0, those of margins categories. Questions are not among them.
    """
    design = questionnaire.method.design
    margins = {margin.of for margin in design.margins}
    return {
        name: str.strip if name in margins else _read_size
        for name in design.columns
        if name not in questionnaire.questions
    }


def parse_positive(cell: str, complaint: str) -> float:
    """Read a number greater than 0. Raises AnswerError, with `complaint` where it is none."""
    number = float(parse_number(cell))
    if not 0 < number < math.inf:
        raise AnswerError(complaint)
    return number


def _read_size(cell: str) -> float:
    return parse_positive(cell, BAD_SIZE)
