"""What conditions must be: about questions asked before, with answers those can have, reachable."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from survey.conditions.evaluate import comparisons_in, questions_in
from survey.conditions.model import (
    All,
    Choice,
    Comparison,
    Condition,
    Expression,
    Operation,
    Reference,
    Tally,
)
from survey.conditions.parse import ConditionError, parse_condition
from survey.errors import N_, Mistake
from survey.kinds.find import kind_of
from survey.kinds.model import Option
from survey.questionnaire.build import Builder
from survey.questionnaire.check_types import check_types
from survey.questionnaire.file_schema import FilePart
from survey.questionnaire.flow import looked_at
from survey.questionnaire.model import Question
from survey.questionnaire.reach import can_hold
from survey.questionnaire.walk import Trail, walk, walk_inside

UNKNOWN = N_("There is no question “%(name)s”. Check its id.")
LATER = N_("“%(name)s” is asked here or later. A condition can only look back: move it up.")
OF_MEMBERS = N_(
    "“%(name)s” is asked of each member. From outside, calculate with it: "
    "`{count: members, where: …}` or `{sum: members, of: …}`."
)
NO_NUMBER = N_("“%(name)s” is not answered with a number, so it cannot be calculated with.")
NO_DATE = N_("“%(name)s” is no date, so no years can be counted from it or to it.")


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
        self.builder = Builder(file)
        self.earlier: dict[str, Question] = {}
        self.rules: dict[str, Condition | None] = {}
        self.unsure: set[str] = set()
        self.members: set[str] = set()
        self.everything = {part.id for _, part in walk(file)}

    def find_mistakes(self) -> Iterator[Mistake]:
        for index, section in enumerate(self.file.sections):
            path: Trail = ("sections", index)
            gate, found = self._read_gate(section.show_if, (*path, "show_if"))
            yield from found
            before = dict(self.earlier)
            for number, part in enumerate(section.questions):
                yield from self._check_part(part, (*path, "questions", number), gate, before)
            if section.order == "random":
                yield from self._check_order(section, path, before)

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

    def _check_part(
        self, part: Any, path: Trail, gate: Condition | None, before: Mapping[str, Question]
    ) -> Iterator[Mistake]:
        """Check a question, and those that are its rows or its members'."""
        if path in self.broken:
            self.unsure |= {part.id, *(inner.id for _, inner in walk_inside(part))}
            return
        question = self.builder.question(part)
        yield from self._check_question(question, path, gate)
        for number, row in enumerate(getattr(part, "rows", ())):
            place: Trail = (*path, "rows", number)
            if place in self.broken:
                self.unsure.add(row.id)
            else:
                yield from self._check_question(self.builder.row(row, part, question), place, gate)
        if question.questions:
            yield from self._check_members(question, path, gate, before)

    def _check_members(
        self, repeat: Question, path: Trail, gate: Condition | None, before: Mapping[str, Question]
    ) -> Iterator[Mistake]:
        """Check the questions of members; nothing outside sees them but through a calculation."""
        count = getattr(repeat.settings, "count", None)
        if count and not (count in before and kind_of(before[count]).compares_as == "number"):
            yield Mistake(
                (*path, "count"),
                N_("“%(name)s” must be a question of an earlier section, answered with a number."),
                {"name": count},
            )
        outside = dict(self.earlier), dict(self.rules)
        for number, inner in enumerate(repeat.questions):
            place: Trail = (*path, "questions", number)
            if place in self.broken:
                self.unsure.add(inner.id)
            else:
                yield from self._check_question(inner, place, gate)
        self.earlier, self.rules = outside
        self.members |= {inner.id for inner in repeat.questions}

    def _check_question(
        self, question: Question, path: Trail, gate: Condition | None
    ) -> Iterator[Mistake]:
        """Check all the conditions of one question, and remember it as asked."""
        rule, found = gate, []
        if question.show_if:
            rule = All((gate, question.show_if)) if gate else question.show_if
            found = self._check_rule(question.show_if, rule, (*path, "show_if"))
        yield from found
        for number, option in enumerate(question.options):
            if option.show_if:
                yield from self._look_through(
                    option.show_if, _place_of(option, question, path, number)
                )
        if question.value is not None:
            yield from self._check_value(question.value, (*path, "value"))
        self.earlier[question.id] = question
        self.rules[question.id] = gate if found else rule
        for number, check in enumerate(question.checks):
            yield from self._look_through(check.rule, (*path, "checks", number, check.strength))

    def _check_rule(self, rule: Condition, whole: Condition, place: Trail) -> list[Mistake]:
        """Check a condition; `whole` is the same together with that of its section."""
        found = list(self._look_through(rule, place))
        if found or self.unsure or can_hold(whole, self.earlier, self.rules):
            return found
        return [Mistake(place, N_("This condition can never be true, so nobody would be asked."))]

    def _look_through(self, rule: Condition, place: Trail) -> Iterator[Mistake]:
        for comparison in comparisons_in(rule):
            yield from self._check_comparison(comparison, place)

    def _check_comparison(self, comparison: Comparison, place: Trail) -> Iterator[Mistake]:
        names = set(questions_in(comparison))
        if names & self.unsure:
            return
        unknown = sorted(names - set(self.earlier))
        for name in unknown:
            yield self._unknown(name, place)
        if not unknown:
            yield from check_types(comparison, place, self.earlier)

    def _check_value(
        self, value: Expression, place: Trail, wanted: str = "number"
    ) -> Iterator[Mistake]:
        """Check a calculation, of which a number or, for `years`, a date is `wanted`."""
        match value:
            case Reference(name):
                yield from self._check_source(name, place, wanted)
            case Operation(word, parts):
                for part in parts:
                    yield from self._check_value(
                        part, place, "date" if word == "years" else "number"
                    )
            case Choice(condition, then, otherwise):
                yield from self._look_through(condition, place)
                yield from self._check_value(then, place, wanted)
                if otherwise is not None:
                    yield from self._check_value(otherwise, place, wanted)
            case Tally():
                yield from self._check_tally(value, place)

    def _check_source(self, name: str, place: Trail, wanted: str) -> Iterator[Mistake]:
        """Check that what is calculated with was answered before, and is of the right sort."""
        if name in self.unsure:
            return
        if name not in self.earlier:
            yield self._unknown(name, place)
        elif kind_of(self.earlier[name]).compares_as != wanted:
            sentence = NO_DATE if wanted == "date" else NO_NUMBER
            yield Mistake(place, sentence, {"name": name})

    def _check_tally(self, tally: Tally, place: Trail) -> Iterator[Mistake]:
        found = list(self._check_source(tally.question, place, "list"))
        if tally.question in self.unsure or found:
            yield from found
            return
        outside = self.earlier
        self.earlier = {**outside, **{q.id: q for q in outside[tally.question].questions}}
        if tally.of:
            yield from self._check_source(tally.of, place, "number")
        if tally.where:
            yield from self._look_through(tally.where, place)
        self.earlier = outside

    def _unknown(self, name: str, place: Trail) -> Mistake:
        """Say why a question cannot be looked at from `place`."""
        if name in self.members:
            return Mistake(place, OF_MEMBERS, {"name": name})
        return Mistake(place, LATER if name in self.everything else UNKNOWN, {"name": name})

    def _check_order(
        self, section: Any, path: Trail, before: Mapping[str, Question]
    ) -> Iterator[Mistake]:
        """Refuse a random order where a question depends on another of the same section."""
        asked = [q for name, q in self.earlier.items() if name not in before]
        for question in asked:
            if set(looked_at(question)) & ({q.id for q in asked} - {question.id}) - {
                question.matrix
            }:
                yield Mistake(
                    (*path, "order"),
                    N_("“%(name)s” depends on an answer of this section: its order cannot change."),
                    {"name": question.id},
                )


def _place_of(option: Option, question: Question, path: Trail, number: int) -> Trail:
    """Say where an option's condition stands: at the question, or at the scale it comes from."""
    if question.scale:
        return ("scales", question.scale, "options", number, "show_if")
    return (*path, "options", number, "show_if")
