"""One person's way through a questionnaire: what is asked, what is refused, what comes out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from survey.conditions.evaluate import questions_in
from survey.conditions.model import Condition
from survey.errors import N_, AnswerError, Problem
from survey.kinds.find import kind_of
from survey.questionnaire.flow import failed_checks, offer, settle
from survey.questionnaire.model import Question, Questionnaire

Answers = Mapping[str, Any]

NEEDED = N_("“%(name)s” must be answered. Answer it, or name it under `mistakes:`.")
CHECK_FAILS = N_("A check of “%(name)s” does not hold: %(sentence)s")


@dataclass(frozen=True)
class Place:
    """A question where it is asked: its `key`, the answer given, and what its rules look at.

    Inside a repeat the key is `members.1.age`, counted from the first member, 1.
    """

    key: str
    question: Question
    answer: Any
    scope: Answers

    def find_slip(self, today: date) -> Problem | None:
        """Say what the form would hold up here; None where the answer is taken."""
        if self.answer is None:
            is_needed = self.question.required
            return Problem(NEEDED, {"name": self.key}) if is_needed else None
        return self.find_refusal(today) or self.find_failed("must")

    def find_refusal(self, today: date) -> Problem | None:
        """Say why the kind of question does not take the answer."""
        if is_missing(self.answer) and self.answer["missing"] in self.question.missing:
            return None
        question = offer(self.question, self.scope)
        answer = self.answer
        if question.questions and isinstance(answer, list):
            # The answers of members are looked at one by one; here only their number counts.
            answer = [{} if isinstance(member, dict) else member for member in answer]
        try:
            kind_of(question).check(answer, question, today)
        except AnswerError as error:
            return error.problems[0]
        return None

    def find_failed(self, strength: str) -> Problem | None:
        """Say which check of this strength does not hold."""
        for check in failed_checks(self.question, self.scope):
            if check.strength == strength:
                values = {"name": self.key, "sentence": check.say.source}
                return Problem(CHECK_FAILS, values)
        return None


class Attempt:
    """What a questionnaire makes of the answers that stand in a worked example."""

    def __init__(self, questionnaire: Questionnaire, given: Answers) -> None:
        self.questionnaire = questionnaire
        self.answers = {
            name: read_answer(questionnaire.questions[name], answer)
            for name, answer in given.items()
        }
        self.settled = settle(questionnaire, dict(self.list_shapely()))
        self.visible = {count_from_one(key) for key in self.settled.visible}

    def list_shapely(self) -> Iterator[tuple[str, Any]]:
        """Yield the answers that have the shape of one; others are only told as mistakes."""
        for name, answer in self.answers.items():
            is_repeat = bool(self.questionnaire.questions[name].questions)
            if is_members(answer) if is_repeat else is_shapely(answer):
                yield name, answer

    def list_places(self) -> Iterator[Place]:
        """Yield every question that is asked and answered by people, in the order of asking."""
        for question in self.questionnaire.questions.values():
            if question.id not in self.settled.visible or not kind_of(question).is_asked:
                continue
            answer = self.answers.get(question.id)
            yield Place(
                question.id,
                question,
                answer,
                {**self.settled.answers, **self.own(answer, question)},
            )
            for number, member in enumerate(list_members(answer), start=1):
                yield from self.list_inner(question, number, member)

    def own(self, answer: Any, question: Question) -> Answers:
        """Let a check see the answer as it was given, even where it does not count."""
        return {} if answer is None else {question.id: answer}

    def list_inner(self, repeat: Question, number: int, member: Answers) -> Iterator[Place]:
        """Yield the questions that are asked of one member."""
        for question in repeat.questions:
            key = f"{repeat.id}.{number}.{question.id}"
            if key in self.visible and kind_of(question).is_asked:
                scope = {**self.settled.answers, **member}
                yield Place(key, question, member.get(question.id), scope)

    def find_value(self, key: str) -> object:
        """Return a value that was worked out; None where there is none."""
        name, _, inner = key.partition(".")
        value = self.settled.answers.get(name)
        if not inner:
            return value
        number, _, part = inner.partition(".")
        members = list_members(value)
        return members[int(number) - 1].get(part) if int(number) <= len(members) else None

    def find_member(self, key: str) -> Answers:
        """Return the answers about the member that a key names; nothing for other keys."""
        name, *inner = key.split(".")
        members = list_members(self.answers.get(name)) if inner else []
        return members[int(inner[0]) - 1] if inner and int(inner[0]) <= len(members) else {}

    def find_rules(self, key: str) -> list[Condition]:
        """Return the conditions that decide whether a question is asked."""
        outer, inner = find_question(self.questionnaire, key)
        section = next(part for part in self.questionnaire.sections if outer in part.questions)
        rules = [section.show_if, outer.show_if, inner.show_if if inner is not outer else None]
        return [rule for rule in rules if rule]

    def list_causes(self, key: str) -> list[str]:
        """Return the questions whose answers decide whether a question is asked."""
        return list(dict.fromkeys(id for rule in self.find_rules(key) for id in questions_in(rule)))


def find_question(questionnaire: Questionnaire, key: str) -> tuple[Question, Question]:
    """Return the question of a key, and the one it stands in. Raises KeyError where none is."""
    name, _, inner = key.partition(".")
    outer = questionnaire.questions[name]
    if not inner:
        return outer, outer
    number, _, part = inner.partition(".")
    within = {question.id: question for question in outer.questions}
    if not number.isascii() or not number.isdigit() or int(number) < 1:
        raise KeyError(key)
    return outer, within[part]


def read_answer(question: Question, given: Any) -> Any:
    """Read an answer as it stands in a file: `refused` and its like are words, as in conditions."""
    if isinstance(given, str) and given in question.missing:
        return {"missing": given}
    if question.questions and isinstance(given, list):
        return [read_member(question, member) for member in given]
    return given


def read_member(repeat: Question, member: Any) -> Any:
    """Read what is said of one member."""
    if not isinstance(member, dict):
        return member
    known = {question.id: question for question in repeat.questions}
    return {
        name: read_answer(known[name], given) if name in known else given
        for name, given in member.items()
    }


def is_missing(answer: Any) -> bool:
    """Tell whether an answer is one of those that are none."""
    return isinstance(answer, dict) and list(answer) == ["missing"]


def is_shapely(answer: Any) -> bool:
    """Tell whether an answer is a word, a number, a list of them, or one that is none."""
    if isinstance(answer, list):
        return all(isinstance(part, str | int | float) for part in answer)
    return is_missing(answer) or isinstance(answer, str | int | float)


def is_members(answer: Any) -> bool:
    """Tell whether an answer is a list of members with answers of their own."""
    if not isinstance(answer, list):
        return is_missing(answer)
    return all(
        isinstance(member, dict) and all(map(is_shapely, member.values())) for member in answer
    )


def list_members(answer: Any) -> list[dict[str, Any]]:
    """Return the members of a repeat; none where nothing is known of them."""
    members = answer if isinstance(answer, list) else []
    return [member for member in members if isinstance(member, dict)]


def count_from_one(key: str) -> str:
    """Turn `members.0.age` into `members.1.age`, as people count."""
    parts = key.split(".")
    return ".".join(str(int(part) + 1) if part.isdigit() else part for part in parts)
