"""Conditions evaluated on answers; blank and hidden answers behave as in ODK."""

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from survey.conditions.model import All, AnyOf, Comparison, Condition, Not, Reference

ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


def evaluate(condition: Condition, answers: Mapping[str, object]) -> bool:
    """Tell whether `condition` holds; an answer that is absent (blank, hidden) compares false.

    Only `is_not`, `not` and `answered: false` are true of a blank. `{"missing": "refused"}` counts
    as the word `refused` for `is`, `is_not` and `in`, and as unanswered everywhere else.
    """
    match condition:
        case All(parts):
            return all(evaluate(part, answers) for part in parts)
        case AnyOf(parts):
            return any(evaluate(part, answers) for part in parts)
        case Not(part):
            return not evaluate(part, answers)
        case _:
            return _compare(condition, answers)


def questions_in(condition: Condition) -> Iterator[str]:
    """Yield the id of every question that `condition` looks at."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from questions_in(part)
        case Not(part):
            yield from questions_in(part)
        case _:
            yield condition.question
            if isinstance(condition.operand, Reference):
                yield condition.operand.question


def comparisons_in(condition: Condition) -> Iterator[Comparison]:
    """Yield every comparison that `condition` is made of."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from comparisons_in(part)
        case Not(part):
            yield from comparisons_in(part)
        case _:
            yield condition


def is_number(value: object) -> bool:
    """Tell whether an answer is a number; `true` is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_substantive(answer: object) -> bool:
    """Tell whether something was answered: not blank, not refused, not yet unreadable."""
    return answer is not None and not isinstance(answer, dict)


def _compare(comparison: Comparison, answers: Mapping[str, object]) -> bool:
    answer = answers.get(comparison.question)
    operand: Any = comparison.operand
    if isinstance(operand, Reference):
        operand = answers.get(operand.question)
    match comparison.operator:
        case "answered":
            return is_substantive(answer) is operand
        case "is":
            return operand is not None and _word(answer) == _word(operand)
        case "is_not":
            return operand is None or _word(answer) != _word(operand)
        case "in":
            return answer is not None and _word(answer) in [_word(part) for part in operand]
        case "has":
            return isinstance(answer, list) and operand in answer
        case "has_any":
            return isinstance(answer, list) and any(part in answer for part in operand)
        case "count_min":
            return isinstance(answer, list) and len(answer) >= operand
        case _:
            return _is_ordered(comparison.operator, answer, operand)


def _is_ordered(word: str, left: object, right: object) -> bool:
    """Compare numbers with numbers and ISO dates with ISO dates; anything else is false."""
    both_numbers = is_number(left) and is_number(right)
    both_texts = isinstance(left, str) and isinstance(right, str)
    return (both_numbers or both_texts) and ORDER[word](left, right)


def _word(answer: object) -> object:
    return answer.get("missing") if isinstance(answer, dict) else answer
