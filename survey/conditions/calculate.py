"""Calculations on answers: numbers out of numbers, the same on the server and in the browser."""

import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from typing import Any

from survey.conditions.evaluate import evaluate, is_number, questions_in
from survey.conditions.model import Choice, Expression, Operation, Reference, Tally

LARGEST = 1e15
"""Beyond this, results are blank: whole numbers would no longer be exact in a browser."""

DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
Answers = Mapping[str, object]


def calculate(expression: Expression, answers: Answers) -> int | float | None:
    """Work out `expression`; None where a part of it is blank, no number, or divided by zero.

    Numbers are IEEE 754 doubles, added and multiplied from first to last. What comes out whole is
    an int; what is not finite, or larger than LARGEST, is None.
    """
    value = _work_out(expression, answers)
    return _tidy(value) if is_number(value) else None


def questions_in_expression(expression: Expression) -> Iterator[str]:
    """Yield the id of every question that `expression` looks at outside of repeats."""
    match expression:
        case Reference(question):
            yield question
        case Operation(_, parts):
            for part in parts:
                yield from questions_in_expression(part)
        case Tally(_, question):
            yield question
        case Choice(condition, then, otherwise):
            yield from questions_in(condition)
            yield from questions_in_expression(then)
            if otherwise is not None:
                yield from questions_in_expression(otherwise)


def _work_out(expression: Expression | None, answers: Answers) -> Any:
    """Give the value of a part: a float, or whatever an answer holds, for `years` to read."""
    match expression:
        case Reference(question):
            answer = answers.get(question)
            return _keep_sensible(float(str(answer))) if is_number(answer) else answer
        case Operation():
            return _operate(expression, answers)
        case Tally():
            return _tally(expression, answers)
        case Choice(condition, then, otherwise):
            return _work_out(then if evaluate(condition, answers) else otherwise, answers)
        case None:
            return None
    return float(expression)


def _operate(operation: Operation, answers: Answers) -> float | None:
    values = [_work_out(part, answers) for part in operation.parts]
    if operation.word == "years":
        return _count_years(*values)
    if not all(is_number(value) for value in values):
        return None
    return _keep_sensible(OPERATIONS[operation.word](values))


def _tally(tally: Tally, answers: Answers) -> float | None:
    entries: Any = answers.get(tally.question)
    listed = entries if isinstance(entries, list) else []
    taken = [entry for entry in listed if _is_taken(tally, entry, answers)]
    if tally.word == "count":
        return float(len(taken))
    values = [float(entry[tally.of]) for entry in taken if is_number(entry.get(tally.of))]
    if tally.word == "sum":
        return _keep_sensible(reduce(operator.add, values, 0.0))
    return OPERATIONS["min" if tally.word == "least" else "max"](values) if values else None


def _is_taken(tally: Tally, entry: Any, answers: Answers) -> bool:
    """Tell whether a member counts; the words of an ordinary list all do."""
    if not isinstance(entry, dict):
        return tally.word == "count" and tally.where is None
    return tally.where is None or evaluate(tally.where, {**answers, **entry})


def _divide(values: list[float]) -> float | None:
    return values[0] / values[1] if values[1] else None


def _round(values: list[float]) -> float | None:
    """Round halves up, as people do; to so many places where a second number says so."""
    number, places = values if len(values) > 1 else (values[0], 0)
    return float(math.floor(number * 10**places + 0.5)) / 10**places


def _count_years(first: object, last: object) -> float | None:
    """Count the full years from one day to another, as of a birthday to today."""
    begin, end = _find_day(first), _find_day(last)
    if begin is None or end is None:
        return None
    return float(end[0] - begin[0] - (end[1:] < begin[1:]))


def _find_day(written: object) -> tuple[int, int, int] | None:
    found = DAY.match(written) if isinstance(written, str) else None
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _keep_sensible(value: float | None) -> float | None:
    return value if value is not None and abs(value) <= LARGEST else None


def _tidy(value: float) -> int | float | None:
    kept = _keep_sensible(value)
    return int(kept) if kept is not None and kept == int(kept) else kept


OPERATIONS: Mapping[str, Callable[[list[float]], float | None]] = {
    "add": lambda values: reduce(operator.add, values),
    "sub": lambda values: values[0] - values[1],
    "mul": lambda values: reduce(operator.mul, values),
    "div": _divide,
    "min": min,
    "max": max,
    "round": _round,
}
