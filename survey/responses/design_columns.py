"""The columns of a table that tell of the sample: what the method names and nobody is asked."""

import math
from collections.abc import Callable

from survey.errors import N_, AnswerError
from survey.locale import parse_number
from survey.questionnaire.model import Questionnaire

BAD_SIZE = N_("`design` of the questionnaire needs a number greater than 0 here.")
BAD_FACTOR = N_("`design` of the questionnaire needs a number of 0 or more here.")

Reader = Callable[[str], str | float]


def find_design_columns(questionnaire: Questionnaire) -> dict[str, Reader]:
    """Name the columns that the design names, and give how a cell of each is read.

    They hold numbers greater than 0, those of margins categories; a factor for non-response may
    be 0, which leaves the response out. Questions are not among them.
    """
    design = questionnaire.method.design
    readers: dict[str, Reader] = dict.fromkeys(design.columns, _read_size)
    readers |= {design.nonresponse: _read_factor}
    readers |= {margin.of: str.strip for margin in design.margins}
    asked = questionnaire.questions
    return {name: readers[name] for name in design.columns if name not in asked}


def parse_positive(cell: str, complaint: str) -> float:
    """Read a number greater than 0. Raises AnswerError, with `complaint` where it is none."""
    number = float(parse_number(cell))
    if not 0 < number < math.inf:
        raise AnswerError(complaint)
    return number


def _read_size(cell: str) -> float:
    return parse_positive(cell, BAD_SIZE)


def _read_factor(cell: str) -> float:
    number = float(parse_number(cell))
    if not 0 <= number < math.inf:
        raise AnswerError(BAD_FACTOR)
    return number
