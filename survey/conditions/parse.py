"""Conditions read from plain YAML values, with every mistake and the path to it."""

from collections.abc import Iterator, Mapping
from math import inf
from typing import Any, get_args

from survey.conditions.model import (
    All,
    AnyOf,
    Comparison,
    Condition,
    Not,
    Operator,
    Reference,
    Scalar,
)
from survey.errors import N_, Mistake

OPERATORS: tuple[Operator, ...] = get_args(Operator)
DEEPEST = 8
Trail = tuple[str | int, ...]


class ConditionError(Exception):
    """A condition that cannot be read; `mistake` says where and why."""

    def __init__(self, path: Trail, message: str, **values: object) -> None:
        super().__init__(message)
        self.mistake = Mistake(path, message, values)


def parse_condition(raw: Any, path: Trail = (), depth: int = 1) -> Condition:
    """Read one condition; `path` leads to it in the file. Raises ConditionError."""
    if depth > DEEPEST:
        raise ConditionError(path, N_("Conditions may stand at most 8 levels deep. Simplify it."))
    if not isinstance(raw, dict) or not raw:
        raise ConditionError(
            path, N_("A condition looks like `{q: question, is: answer}`, or all, any or not.")
        )
    if "q" in raw:
        return _parse_comparison(raw, path)
    if len(raw) == 1:
        ((word, inside),) = raw.items()
        if word in ("all", "any"):
            parts = tuple(_parse_parts(inside, (*path, word), depth))
            return All(parts) if word == "all" else AnyOf(parts)
        if word == "not":
            return Not(parse_condition(inside, (*path, word), depth + 1))
    raise ConditionError(
        path,
        N_("“%(words)s” is no condition. Use one of all, any, not, or name a question with `q:`."),
        words=", ".join(raw),
    )


def _parse_parts(raw: Any, path: Trail, depth: int) -> Iterator[Condition]:
    if not isinstance(raw, list) or not raw:
        raise ConditionError(path, N_("Write a list of conditions here, one a line with a dash."))
    for index, part in enumerate(raw):
        yield parse_condition(part, (*path, index), depth + 1)


def _parse_comparison(raw: Mapping[str, Any], path: Trail) -> Comparison:
    words = [word for word in raw if word != "q"]
    question = raw["q"]
    if not isinstance(question, str):
        raise ConditionError((*path, "q"), N_("After `q:` write the id of a question."))
    if len(words) != 1 or words[0] not in OPERATORS:
        raise ConditionError(
            path,
            N_("After `q:` write exactly one comparison out of: %(operators)s."),
            operators=", ".join(OPERATORS),
        )
    word = words[0]
    operator = OPERATORS[OPERATORS.index(word)]
    return Comparison(question, operator, _parse_operand(operator, raw[word], (*path, word)))


def _parse_operand(
    operator: Operator, raw: Any, path: Trail
) -> Scalar | tuple[Scalar, ...] | Reference:
    if isinstance(raw, dict):
        return _parse_reference(operator, raw, path)
    if operator in ("in", "has_any"):
        if isinstance(raw, list) and raw and all(_is_answer(part) for part in raw):
            return tuple(raw)
        raise ConditionError(path, N_("Write a list of answers here, such as [market, school]."))
    if operator == "answered":
        return _expect(raw, bool, path, N_("Write true or false after `answered:`."))
    if operator == "count_min":
        return _expect(raw, int, path, N_("Write a whole number after `count_min:`."))
    if not _is_answer(raw):
        raise ConditionError(path, N_("Write one answer, one number or `{q: question}` here."))
    operand: Scalar = raw
    return operand


def _is_answer(raw: Any) -> bool:
    """Accept texts and numbers; `true`, `.inf` and `.nan` are no answers."""
    return isinstance(raw, str) or (type(raw) in (int, float) and abs(raw) < inf)


def _expect(raw: Any, kind: type[Any], path: Trail, message: str) -> Scalar:
    if type(raw) is not kind:
        raise ConditionError(path, message)
    value: Scalar = raw
    return value


def _parse_reference(operator: Operator, raw: Mapping[str, Any], path: Trail) -> Reference:
    allowed = operator in ("is", "is_not", "eq", "lt", "lte", "gt", "gte")
    if allowed and list(raw) == ["q"] and isinstance(raw["q"], str):
        return Reference(raw["q"])
    raise ConditionError(path, N_("Another question is named here as `{q: question}`."))
