"""What conditions must be: about questions asked before, with answers those can have, reachable."""

from collections.abc import Collection, Iterator
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
Trail = tuple[str | int, ...]


def find_condition_mistakes(file: FilePart, broken: Collection[Trail] = ()) -> list[Mistake]:
    """Find conditions on unknown or later questions, of the wrong type, or never true.

    Nothing is concluded from the questions whose paths are in `broken`.
    """
    return list(_Walk(file, broken).mistakes())


class _Walk:
    """One pass through the questions in the order of asking, remembering those asked before."""

    def __init__(self, file: FilePart, broken: Collection[Trail]) -> None:
        self.file = file
        self.broken = broken
        self.earlier: dict[str, Question] = {}
        self.rules: dict[str, Condition | None] = {}
        self.unsure: set[str] = set()
        self.everything = {part.id for section in file.sections for part in section.questions}

    def mistakes(self) -> Iterator[Mistake]:
        for index, part in enumerate(self.file.sections):
            path: Trail = ("sections", index)
            gate = None
            try:
                gate = None if part.show_if is None else parse_condition(part.show_if)
            except ConditionError as error:
                trail = (*path, "show_if", *error.mistake.path)
                yield Mistake(trail, error.mistake.message, error.mistake.values)
            yield from self._check_rule(gate, (*path, "show_if"))
            for number, question in enumerate(part.questions):
                yield from self._check_question(question, (*path, "questions", number), gate)

    def _check_question(self, part: Any, path: Trail, gate: Condition | None) -> Iterator[Mistake]:
        if path in self.broken:
            self.unsure.add(part.id)
            return
        question = Builder(self.file).question(part)
        place = (*path, "show_if")
        rule = _join(gate, question.show_if)
        found = list(self._check_rule(question.show_if, place))
        yield from found
        is_sure = not found and not self.unsure
        if question.show_if and is_sure and not can_hold(rule, self.earlier, self.rules):
            yield Mistake(place, N_("This condition can never be true, so nobody would be asked."))
        self.earlier[question.id] = question
        self.rules[question.id] = rule

    def _check_rule(self, rule: Condition | None, path: Trail) -> Iterator[Mistake]:
        for comparison in comparisons_in(rule) if rule else ():
            names = set(questions_in(comparison))
            if names & self.unsure:
                continue
            later = sorted(names - set(self.earlier))
            for name in later:
                yield _unknown(name, path, self.everything)
            if not later:
                yield from _check_types(comparison, path, self.earlier)


def _join(gate: Condition | None, rule: Condition | None) -> Condition | None:
    return All((gate, rule)) if gate and rule else gate or rule


def _unknown(name: str, path: Trail, everything: set[str]) -> Mistake:
    if name in everything:
        return Mistake(
            path,
            N_("“%(name)s” is asked here or later. A condition can only look back: move it up."),
            {"name": name},
        )
    return Mistake(path, N_("There is no question “%(name)s”. Check its id."), {"name": name})


def _check_types(
    comparison: Comparison, path: Trail, earlier: dict[str, Question]
) -> Iterator[Mistake]:
    question = earlier[comparison.question]
    sort = kind_of(question).compares_as
    operand = comparison.operand
    values = {"name": question.id, "operator": comparison.operator}
    if comparison.operator == "answered":
        return
    if isinstance(operand, Reference):
        if kind_of(earlier[operand.question]).compares_as != sort:
            yield Mistake(
                path, N_("“%(name)s” and the other question have different kinds."), values
            )
    elif comparison.operator in LISTS and sort != "list":
        yield Mistake(
            path,
            N_("`%(operator)s` is for questions with many answers; “%(name)s” has one."),
            values,
        )
    elif comparison.operator in ORDERED and not _is_comparable(operand, sort):
        yield Mistake(
            path,
            N_('`%(operator)s` compares numbers, or dates like "2026-01-31"; look at “%(name)s”.'),
            values,
        )
    else:
        yield from _check_words(comparison, path, question)


def _is_comparable(operand: Any, sort: str | None) -> bool:
    return (
        isinstance(operand, str)
        if sort == "date"
        else sort == "number" and not isinstance(operand, str)
    )


def _check_words(comparison: Comparison, path: Trail, question: Question) -> Iterator[Mistake]:
    """Refuse words that are not among the question's options, and texts set against numbers."""
    if comparison.operator == "count_min" or comparison.operator in ORDERED:
        return
    operand: Any = comparison.operand
    is_number = kind_of(question).compares_as == "number"
    for word in operand if isinstance(operand, tuple) else (operand,):
        known = [option.name for option in question.options] + list(question.missing)
        if question.options and word not in known:
            yield Mistake(
                path,
                N_("“%(word)s” is no answer to “%(name)s”. Its answers are: %(known)s."),
                {"word": word, "name": question.id, "known": ", ".join(known)},
            )
        elif is_number and isinstance(word, str) and word not in known:
            yield Mistake(
                path,
                N_("“%(name)s” is answered with a number, “%(word)s” is a text."),
                {"name": question.id, "word": word},
            )
