"""What is asked of a respondent: conditions and calculations applied in the order of asking."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from survey.conditions.calculate import calculate, questions_in_expression
from survey.conditions.evaluate import evaluate, is_number, is_substantive, questions_in
from survey.conditions.model import Condition
from survey.kinds.find import kind_of
from survey.questionnaire.model import Check, Question, Questionnaire, Section

Answers = Mapping[str, object]


@dataclass
class Settled:
    """What a questionnaire makes of some answers.

    `visible` are the keys of the questions that are asked: their ids, and inside repeats
    `members.0.age` for the first member's. `answers` are those that count: of visible questions, as
    far as their options are offered, with values worked out. `closed` are the options that are
    not offered, as (key of the question, name). `members` are the answers of all the members that
    each repeat asks about, those of whom nothing is known as well.
    """

    visible: set[str] = field(default_factory=set)
    answers: dict[str, Any] = field(default_factory=dict)
    closed: set[tuple[str, str]] = field(default_factory=set)
    members: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def scope_of(self, key: str) -> Answers:
        """Return the answers that count beside a visible key's: all outside, its member's own."""
        repeat, _, rest = key.partition(".")
        if not rest:
            return self.answers
        return {**self.answers, **self.members[repeat][int(rest.partition(".")[0])]}


def settle(questionnaire: Questionnaire, answers: Answers) -> Settled:
    """Apply every condition and calculation of a questionnaire to `answers`.

    A hidden question counts as blank for every question after it, whatever was answered there.
    """
    settled = Settled()
    for section in questionnaire.sections:
        if holds(section.show_if, settled.answers):
            _settle_questions(section.questions, answers, settled, settled.answers)
    return settled


def visible_questions(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """Return the keys of the questions asked of a person who gave `answers`; see `Settled`."""
    return frozenset(settle(questionnaire, answers).visible)


def strip_hidden(questionnaire: Questionnaire, answers: Answers) -> dict[str, object]:
    """Return the answers that count, with values worked out, in the order of asking."""
    return settle(questionnaire, answers).answers


def visible_sections(
    questionnaire: Questionnaire, settled: Settled
) -> list[tuple[Section, list[Question]]]:
    """Return the sections that show something, each with its visible questions, in order."""
    pages = [
        (section, [question for question in section.questions if question.id in settled.visible])
        for section in questionnaire.sections
    ]
    return [(section, asked) for section, asked in pages if any(map(_is_something, asked))]


def arrange(questionnaire: Questionnaire, order: Mapping[str, Sequence[str]]) -> Questionnaire:
    """Put what is asked in a random order into the order that was drawn for one respondent.

    `order` names the options of questions by the question's id, and questions by their section's.
    """
    if not order:
        return questionnaire
    sections = tuple(
        replace(
            section,
            questions=_sort_matrices(
                [_arrange_options(question, order) for question in section.questions],
                order.get(section.id, ()) if section.order == "random" else (),
            ),
        )
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def find_random(questionnaire: Questionnaire) -> dict[str, list[str]]:
    """Return what is to be drawn: ids of questions by section, names of options by question."""
    drawn = {
        section.id: [q.id for q in section.questions if not q.matrix]
        for section in questionnaire.sections
        if section.order == "random"
    }
    for question in questionnaire.questions.values():
        for one in (question, *question.questions):
            if one.order == "random" and one.options:
                drawn[one.id] = [option.name for option in one.options]
    return drawn


def offer(question: Question, shown: Answers) -> Question:
    """Leave out the options that are not offered to somebody who gave the answers `shown`."""
    kept = tuple(option for option in question.options if holds(option.show_if, shown))
    return question if len(kept) == len(question.options) else replace(question, options=kept)


def failed_checks(question: Question, shown: Answers) -> list[Check]:
    """Return the checks of a question that do not hold.

    A check is tried when everything it looks at has been answered; `shown` are the answers that
    count, inside a repeat those of the member as well.
    """
    return [
        check
        for check in question.checks
        if all(is_substantive(shown.get(name)) for name in questions_in(check.rule))
        and not evaluate(check.rule, shown)
    ]


def looked_at(question: Question) -> Iterator[str]:
    """Yield the questions that a question depends on, its own checks and members included."""
    rules = [question.show_if, *(option.show_if for option in question.options)]
    rules += [check.rule for check in question.checks]
    for rule in rules:
        yield from questions_in(rule) if rule else ()
    if question.value is not None:
        yield from questions_in_expression(question.value)
    for inner in question.questions:
        yield from looked_at(inner)


def count_members(question: Question, answers: Answers, given: int) -> int:
    """Say how many members a repeat asks about where `given` are there: no fewer than its `min`.

    Where it has a `count`, the answer to that question says it; of a fraction, the whole part.
    """
    settings: Any = question.settings
    if not settings.count:
        return min(max(given, int(settings.min)), int(settings.max))
    wanted: Any = answers.get(settings.count)
    return int(max(0, min(int(settings.max), wanted))) if is_number(wanted) else 0


def holds(condition: Condition | None, shown: Answers) -> bool:
    """Tell whether a condition holds; having none always does."""
    return condition is None or evaluate(condition, shown)


def _settle_questions(
    questions: Sequence[Question],
    answers: Answers,
    settled: Settled,
    shown: Answers,
    prefix: str = "",
) -> dict[str, Any]:
    """Settle questions in order; return the answers that count, and see them while going on."""
    counted: dict[str, Any] = settled.answers if not prefix else {}
    for question in questions:
        scope = shown if not prefix else {**shown, **counted}
        if not (question.enabled and holds(question.show_if, scope)):
            continue
        key = prefix + question.id
        settled.visible.add(key)
        closed = {o.name for o in question.options if o.show_if and not evaluate(o.show_if, scope)}
        if closed:
            settled.closed.update((key, name) for name in closed)
        answer = _settle_answer(question, answers.get(question.id), closed, settled, scope)
        if answer is not None:
            counted[question.id] = answer
    return counted


def _settle_answer(
    question: Question, answer: Any, closed: set[str], settled: Settled, scope: Answers
) -> Any:
    if question.value is not None:
        return calculate(question.value, scope)
    if question.questions:
        return _settle_members(question, answer, settled, scope)
    if closed and isinstance(answer, list):
        return [name for name in answer if name not in closed] or None
    return None if isinstance(answer, str) and answer in closed else answer


def _settle_members(question: Question, answer: Any, settled: Settled, scope: Answers) -> Any:
    """Settle every member that is asked about; one of whom nothing is known does not count."""
    members = settled.members.setdefault(question.id, [])
    if isinstance(answer, dict):
        return answer  # none of the members is known, or they could not be read
    given = answer if isinstance(answer, list) else []
    for place in range(count_members(question, scope, len(given))):
        member = given[place] if place < len(given) else {}
        prefix = f"{question.id}.{place}."
        members.append(_settle_questions(question.questions, member, settled, scope, prefix))
    return [member for member in members if member] or None


def _is_something(question: Question) -> bool:
    """Tell whether a page shows anything of a visible question."""
    kind = kind_of(question)
    return kind.is_asked or not kind.is_stored or getattr(question.settings, "shown", False)


def _arrange_options(question: Question, order: Mapping[str, Sequence[str]]) -> Question:
    inner = tuple(_arrange_options(one, order) for one in question.questions)
    drawn = list(order.get(question.id, ())) if question.order == "random" else []
    options = sorted(question.options, key=lambda option: _find_place(option.name, drawn))
    return replace(question, options=tuple(options), questions=inner)


def _sort_matrices(questions: Sequence[Question], drawn: Sequence[str]) -> tuple[Question, ...]:
    """Sort questions into the order drawn; the rows of a matrix stay behind it."""
    return tuple(sorted(questions, key=lambda one: _find_place(one.matrix or one.id, drawn)))


def _find_place(name: str, drawn: Sequence[str]) -> int:
    """Return where a name was drawn; one that was not comes last."""
    return drawn.index(name) if name in drawn else len(drawn)
