"""What conditions must be: about questions asked before, with answers those can have, reachable."""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from survey.conditions.evaluate import comparisons_in, questions_in
from survey.conditions.model import All, Comparison, Condition, Reference
from survey.conditions.parse import ConditionError, parse_condition
from survey.errors import N_, Mistake
from survey.kinds.find import kind_of
from survey.questionnaire.build import Builder
from survey.questionnaire.model import Question
from survey.questionnaire.reach import can_hold
from survey.questionnaire.schema import FilePart

ORDERED = ("eq", "lt", "lte", "gt", "gte")
LISTS = ("has", "has_any", "count_min")
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
Trail = tuple[str | int, ...]

ORDERS = N_("`%(operator)s` compares numbers, or dates like 2026-01-31; look at “%(name)s”.")
TIMES = N_("Write hours and minutes with two digits each, such as 07:30; look at “%(name)s”.")


def find_condition_mistakes(file: FilePart, broken: Collection[Trail] = ()) -> list[Mistake]:
    """Find conditions on unknown or later questions, of the wrong type, or never true.

    Nothing is concluded from the questions whose paths are in `broken`.
    """
    return list(_Walk(file, broken).find_mistakes())


class _Walk:
    """One pass through the questions in the order of asking, remembering those asked before."""

    def __init__(self, file: FilePart, broken: Collection[Trail]) -> None:
        self.file = file
        self.broken = broken
        self.earlier: dict[str, Question] = {}
        self.rules: dict[str, Condition | None] = {}
        self.unsure: set[str] = set()
        self.everything = {part.id for section in file.sections for part in section.questions}

    def find_mistakes(self) -> Iterator[Mistake]:
        for index, section in enumerate(self.file.sections):
            path: Trail = ("sections", index)
            gate, found = self._read_gate(section.show_if, (*path, "show_if"))
            yield from found
            for number, part in enumerate(section.questions):
                yield from self._check_question(part, (*path, "questions", number), gate)

    def _read_gate(self, raw: Any, place: Trail) -> tuple[Condition | None, list[Mistake]]:
        """Read a section's condition; one with mistakes counts as none for its questions."""
        if raw is None:
            return None, []
        try:
            gate = parse_condition(raw, place)
        except ConditionError as error:
            return None, [error.mistake]
        found = self._check_rule(gate, gate, place)
        return None if found else gate, found

    def _check_question(self, part: Any, path: Trail, gate: Condition | None) -> list[Mistake]:
        if path in self.broken:
            self.unsure.add(part.id)
            return []
        question = Builder(self.file).question(part)
        rule, found = gate, []
        if question.show_if:
            rule = All((gate, question.show_if)) if gate else question.show_if
            found = self._check_rule(question.show_if, rule, (*path, "show_if"))
        self.earlier[question.id] = question
        self.rules[question.id] = gate if found else rule
        return found

    def _check_rule(self, rule: Condition, whole: Condition, place: Trail) -> list[Mistake]:
        """Check a condition; `whole` is the same together with that of its section."""
        found = [
            mistake
            for comparison in comparisons_in(rule)
            for mistake in self._check_comparison(comparison, place)
        ]
        if found or self.unsure or can_hold(whole, self.earlier, self.rules):
            return found
        return [Mistake(place, N_("This condition can never be true, so nobody would be asked."))]

    def _check_comparison(self, comparison: Comparison, place: Trail) -> Iterator[Mistake]:
        names = set(questions_in(comparison))
        if names & self.unsure:
            return
        unknown = sorted(names - set(self.earlier))
        for name in unknown:
            yield _unknown(name, place, self.everything)
        if not unknown:
            yield from _check_types(comparison, place, self.earlier)


def _unknown(name: str, place: Trail, everything: set[str]) -> Mistake:
    if name in everything:
        return Mistake(
            place,
            N_("“%(name)s” is asked here or later. A condition can only look back: move it up."),
            {"name": name},
        )
    return Mistake(place, N_("There is no question “%(name)s”. Check its id."), {"name": name})


def _check_types(
    comparison: Comparison, place: Trail, earlier: dict[str, Question]
) -> Iterator[Mistake]:
    question = earlier[comparison.question]
    kind = kind_of(question)
    operand = comparison.operand
    values = {"name": question.id, "operator": comparison.operator}
    if not kind.is_asked:
        yield Mistake(place, N_("“%(name)s” is a note, so it has no answer to look at."), values)
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
