"""What one comparison must be: about answers that can be compared so, with values they can have."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from survey.conditions.model import Comparison, Reference
from survey.errors import N_, Mistake
from survey.kinds.find import kind_of
from survey.questionnaire.model import Question
from survey.questionnaire.walk import Trail

ORDERED = ("eq", "lt", "lte", "gt", "gte")
LISTS = ("has", "has_any", "count_min")
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")

ORDERS = N_("`%(operator)s` compares numbers, or dates like 2026-01-31; look at “%(name)s”.")
TIMES = N_("Write hours and minutes with two digits each, such as 07:30; look at “%(name)s”.")


def check_types(
    comparison: Comparison, place: Trail, earlier: dict[str, Question]
) -> Iterator[Mistake]:
    """Find what is wrong with a comparison whose questions are all among the `earlier` ones."""
    question = earlier[comparison.question]
    kind = kind_of(question)
    operand = comparison.operand
    values = {"name": question.id, "operator": comparison.operator}
    if not kind.is_stored:
        yield Mistake(
            place,
            N_("“%(name)s” is only there to be read, so it has no answer to look at."),
            values,
        )
    elif comparison.operator == "answered":
        return
    elif kind.compares_as is None:
        yield Mistake(place, N_("Of “%(name)s” you can only ask whether it is `answered`."), values)
    elif comparison.operator in LISTS and kind.compares_as != "list":
        yield Mistake(
            place,
            N_("`%(operator)s` is for questions with many answers; “%(name)s” has one."),
            values,
        )
    elif comparison.operator in ORDERED and not _is_ordered(operand, kind.compares_as):
        yield Mistake(
            place,
            TIMES if kind.compares_as == "time" else ORDERS,
            values,
        )
    elif isinstance(operand, Reference):
        if kind_of(earlier[operand.question]).compares_as != kind.compares_as:
            yield Mistake(
                place,
                N_("“%(name)s” and “%(other)s” cannot be compared: their answers differ in kind."),
                {"name": question.id, "other": operand.question},
            )
    elif comparison.operator not in ("count_min", *ORDERED):
        yield from _check_words(comparison, place, question)


def _is_ordered(operand: Any, sort: str) -> bool:
    """Tell whether answers of this sort have an order, and `operand` a place in it."""
    if isinstance(operand, Reference):
        return sort in ("number", "date", "time")
    if sort == "time":
        return isinstance(operand, str) and bool(TIME.fullmatch(operand))
    if sort == "date":
        return isinstance(operand, str) and _is_day(operand)
    return sort == "number" and not isinstance(operand, str)


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _check_words(comparison: Comparison, place: Trail, question: Question) -> Iterator[Mistake]:
    """Refuse words that are not among the question's answers, or not of their sort."""
    operand: Any = comparison.operand
    sort = kind_of(question).compares_as
    known = [*(option.name for option in question.options), *question.missing]
    for word in operand if isinstance(operand, tuple) else (operand,):
        values = {"word": word, "name": question.id, "known": ", ".join(known)}
        if sort == "list" and comparison.operator not in LISTS and word not in question.missing:
            yield Mistake(place, N_("“%(name)s” has many answers: use `has` or `has_any`."), values)
        elif word in known:
            continue
        elif sort != "number" and not isinstance(word, str):
            yield Mistake(
                place, N_("Write “%(word)s” in quotation marks, so that it is a text."), values
            )
        elif question.options:
            yield Mistake(
                place,
                N_("“%(word)s” is no answer to “%(name)s”. Its answers are: %(known)s."),
                values,
            )
        elif sort == "number" and isinstance(word, str):
            yield Mistake(
                place, N_("“%(name)s” is answered with a number, “%(word)s” is a text."), values
            )
