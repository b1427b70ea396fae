"""Calculations read from plain YAML values, with every mistake and the path to it."""

from collections.abc import Mapping
from typing import Any, get_args

from survey.conditions.calculate import LARGEST
from survey.conditions.model import (
    Choice,
    Expression,
    Operation,
    OperationWord,
    Reference,
    Tally,
    TallyWord,
)
from survey.conditions.parse import DEEPEST, ConditionError, Trail, parse_condition
from survey.errors import N_

OPERATIONS: tuple[OperationWord, ...] = get_args(OperationWord)
TALLIES: tuple[TallyWord, ...] = get_args(TallyWord)
PAIRS = ("sub", "div", "years")
MOST_PLACES = 6


def parse_expression(raw: Any, path: Trail = (), depth: int = 1) -> Expression:
    """Read one calculation; `path` leads to it in the file. Raises ConditionError."""
    if depth > DEEPEST:
        raise ConditionError(path, N_("Calculations may stand at most 8 levels deep. Simplify it."))
    if type(raw) in (int, float) and abs(raw) <= LARGEST:
        number: int | float = raw
        return number
    if not isinstance(raw, dict) or not raw:
        raise ConditionError(
            path, N_("Write a number here, `{q: question}`, or a calculation such as `{add: […]}`.")
        )
    if list(raw) == ["q"] and isinstance(raw["q"], str):
        return Reference(raw["q"])
    if "if" in raw:
        return _parse_choice(raw, path, depth)
    word = next((word for word in raw if word in (*OPERATIONS, *TALLIES)), None)
    if word in OPERATIONS and len(raw) == 1:
        return _parse_operation(OPERATIONS[OPERATIONS.index(word)], raw[word], (*path, word), depth)
    if word in TALLIES:
        return _parse_tally(TALLIES[TALLIES.index(word)], raw, path)
    raise ConditionError(
        path,
        N_("“%(words)s” is no calculation. Use one of: q, if, %(known)s."),
        words=", ".join(map(str, raw)),
        known=", ".join((*OPERATIONS, *TALLIES)),
    )


def _parse_operation(word: OperationWord, raw: Any, path: Trail, depth: int) -> Operation:
    if word == "round" and not isinstance(raw, list):
        raw = [raw]
    if not isinstance(raw, list) or not raw:
        raise ConditionError(path, N_("Write a list of values here, one a line with a dash."))
    if word in PAIRS and len(raw) != 2:
        raise ConditionError(path, N_("`%(word)s` takes exactly two values."), word=word)
    if word == "round" and not _is_rounding(raw):
        raise ConditionError(
            path, N_("`round` takes a value and, if you like, a number of places from 0 to 6.")
        )
    return Operation(
        word,
        tuple(parse_expression(part, (*path, place), depth + 1) for place, part in enumerate(raw)),
    )


def _is_rounding(raw: list[Any]) -> bool:
    return len(raw) == 1 or (len(raw) == 2 and type(raw[1]) is int and 0 <= raw[1] <= MOST_PLACES)


def _parse_tally(word: TallyWord, raw: Mapping[str, Any], path: Trail) -> Tally:
    wanted = {word} if word == "count" else {word, "of"}
    if set(raw) - {"where"} != wanted or not all(isinstance(raw[key], str) for key in wanted):
        if word == "count":
            raise ConditionError(
                path, N_("A count looks like `{count: members, where: {q: age, lt: 18}}`.")
            )
        raise ConditionError(
            path,
            N_("Write `{%(word)s: members, of: question}`, with `where:` if you like."),
            word=word,
        )
    where = parse_condition(raw["where"], (*path, "where")) if "where" in raw else None
    return Tally(word, raw[word], raw.get("of", ""), where)


def _parse_choice(raw: Mapping[str, Any], path: Trail, depth: int) -> Choice:
    if not {"if", "then"} <= set(raw) <= {"if", "then", "else"}:
        raise ConditionError(
            path, N_("A choice looks like `{if: {q: question, is: yes}, then: 1, else: 0}`.")
        )
    condition = parse_condition(raw["if"], (*path, "if"))
    then = parse_expression(raw["then"], (*path, "then"), depth + 1)
    otherwise = parse_expression(raw["else"], (*path, "else"), depth + 1) if "else" in raw else None
    return Choice(condition, then, otherwise)
