"""Whether a condition can ever be true: tried with every answer that could make a difference."""

from itertools import product
from math import prod
from typing import Any

from survey.conditions.evaluate import comparisons_in, evaluate, questions_in
from survey.conditions.model import Condition, Reference
from survey.kinds.find import kind_of
from survey.questionnaire.model import Question

MOST_TRIALS = 20_000


def can_hold(
    rule: Condition | None, earlier: dict[str, Question], rules: dict[str, Condition | None]
) -> bool:
    """Tell whether some answers make `rule` true; with too many to try, believe the author.

    `earlier` are the questions asked before, `rules` the conditions under which those are asked.
    """
    if rule is None:
        return True
    names = _all_questions(rule, rules)
    asked = [name for name in earlier if name in names]
    conditions = [rule, *(found for name in asked if (found := rules[name]))]
    trials = [_candidates(earlier[name], conditions) for name in asked]
    if prod(len(trial) for trial in trials) > MOST_TRIALS:
        return True
    return any(
        _holds(rule, dict(zip(asked, answers, strict=True)), rules) for answers in product(*trials)
    )


def _holds(rule: Condition, answers: dict[str, Any], rules: dict[str, Condition | None]) -> bool:
    shown: dict[str, Any] = {}
    for name, answer in answers.items():
        gate = rules[name]
        if answer is not None and (gate is None or evaluate(gate, shown)):
            shown[name] = answer
    return evaluate(rule, shown)


def _all_questions(rule: Condition, rules: dict[str, Condition | None]) -> set[str]:
    names = set(questions_in(rule))
    for name in tuple(names):
        above = rules.get(name)
        names |= _all_questions(above, rules) if above else set()
    return names


def _candidates(question: Question, conditions: list[Condition]) -> list[Any]:
    """List a blank and the answers that could make a difference to `conditions`."""
    missing = [{"missing": word} for word in question.missing]
    names = [option.name for option in question.options]
    if kind_of(question).compares_as == "list":
        return [None, names, *([name] for name in names), *missing]
    if names:
        return [None, *names, *missing]
    found: set[Any] = set()
    for condition in conditions:
        for comparison in comparisons_in(condition):
            if comparison.question == question.id and not isinstance(comparison.operand, Reference):
                found |= set(_around(comparison.operand))
    return [None, *(answer for answer in found if _is_possible(answer, question)), *missing]


def _around(operand: Any) -> tuple[Any, ...]:
    if isinstance(operand, tuple):
        return operand
    if isinstance(operand, bool):
        return ("answered",)
    if isinstance(operand, int | float):
        return (operand - 1, operand, operand + 1)
    return (operand, operand + "0", "0")


def _is_possible(answer: Any, question: Question) -> bool:
    lowest = getattr(question.settings, "min", None)
    highest = getattr(question.settings, "max", None)
    if not isinstance(answer, int | float):
        return True
    return (lowest is None or answer >= lowest) and (highest is None or answer <= highest)
