"""Whether a condition can ever be true: tried with every answer that could make a difference."""

from collections.abc import Mapping
from datetime import date
from itertools import combinations, pairwise, product
from math import ceil, floor, prod
from typing import Any

from survey.conditions.evaluate import comparisons_in, evaluate, questions_in
from survey.conditions.model import Condition, Reference
from survey.errors import AnswerError
from survey.kinds.find import kind_of
from survey.kinds.numbers import find_limits
from survey.questionnaire.model import Question

MOST_TRIALS = 20_000


def can_hold(
    rule: Condition, earlier: Mapping[str, Question], rules: Mapping[str, Condition | None]
) -> bool:
    """Tell whether some answers make `rule` true; where that is hard to say, believe the author.

    `earlier` are the questions asked before, `rules` the conditions under which those are asked.
    """
    asked = _find_asked(rule, rules)
    if 2 ** len(asked) > MOST_TRIALS:
        return True
    conditions = [rule, *(found for name in asked if (found := rules[name]))]
    comparisons = [found for condition in conditions for found in comparisons_in(condition)]
    if any(isinstance(comparison.operand, Reference) for comparison in comparisons):
        return True
    operands: dict[str, list[Any]] = {name: [] for name in asked}
    for comparison in comparisons:
        operand = comparison.operand
        operands[comparison.question] += operand if isinstance(operand, tuple) else [operand]
    trials = [_list_answers(earlier[name], operands[name]) for name in asked]
    if not 0 < prod(map(len, trials)) <= MOST_TRIALS:
        return True
    return any(
        _holds(rule, dict(zip(asked, answers, strict=True)), rules) for answers in product(*trials)
    )


def _find_asked(rule: Condition, rules: Mapping[str, Condition | None]) -> list[str]:
    """List the questions that `rule` depends on, directly or through others, in order."""
    names = set(questions_in(rule))
    for name in reversed(list(rules)):
        above = rules[name]
        if above and name in names:
            names.update(questions_in(above))
    return [name for name in rules if name in names]


def _holds(rule: Condition, answers: dict[str, Any], rules: Mapping[str, Condition | None]) -> bool:
    shown: dict[str, Any] = {}
    for name, answer in answers.items():
        gate = rules[name]
        if answer is not None and (gate is None or evaluate(gate, shown)):
            shown[name] = answer
    return evaluate(rule, shown)


def _list_answers(question: Question, operands: list[Any]) -> list[Any]:
    """List a blank and the answers that differ to comparisons with `operands`; none if too many."""
    if not question.enabled:
        return [None]
    kind = kind_of(question)
    if kind.compares_as == "list":
        answers: list[Any] = _list_choices(question, operands)
    elif kind.compares_as == "number":
        answers = _list_numbers(question, operands)
    elif question.options:
        named, others = _split_names(question, operands)
        answers = [*named, *others[:1]]
    else:  # a text, or a day: the operand itself, one before it and one after it
        answers = [text for operand in operands for text in ("0", f"{operand}", f"{operand}0")]
    return [None, *answers, *({"missing": word} for word in question.missing)] if answers else []


def _split_names(question: Question, operands: list[Any]) -> tuple[list[str], list[str]]:
    """Tell the names of options that are among `operands` from the others."""
    names = [option.name for option in question.options]
    return [n for n in names if n in operands], [n for n in names if n not in operands]


def _list_choices(question: Question, operands: list[Any]) -> list[Any]:
    """List every choice among the named options, with any number of the others; none if many."""
    named, others = _split_names(question, operands)
    if 2 ** len(named) * (len(others) + 1) > MOST_TRIALS:
        return []
    choices = [
        [*chosen, *others[:more]]
        for size in range(len(named) + 1)
        for chosen in combinations(named, size)
        for more in range(len(others) + 1)
    ]
    return [choice for choice in choices if _is_possible(choice, question)]


def _list_numbers(question: Question, operands: list[Any]) -> list[float]:
    """List the numbers compared with, the limits, and numbers between and beyond them."""
    limits = [limit for limit in find_limits(question) if limit is not None]
    points = sorted({0, *limits, *(n for n in operands if isinstance(n, int | float))})
    places = getattr(question.settings, "places", 0)
    between = [round((low + high) / 2, places) for low, high in pairwise(points)]
    numbers = [floor(points[0]) - 1, *points, *between, ceil(points[-1]) + 1]
    plain = [int(number) if number == int(number) else number for number in numbers]
    return [number for number in plain if _is_possible(number, question)]


def _is_possible(answer: Any, question: Question) -> bool:
    try:
        kind_of(question).check(answer, question, date.min)  # no list or number depends on today
    except AnswerError:
        return False
    return True
