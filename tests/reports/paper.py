"""Printed questionnaires for tests: one with every kind of question, and one as long as it gets."""

from functools import cache
from pathlib import Path

from survey.locale import Language
from survey.questionnaire.load import load_questionnaire, parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.reports.paper.compose import compose_form
from survey.reports.paper.fitting import Fitting
from survey.reports.paper.model import Form

KINDS = ("choice", "integer", "text", "date", "many_choices", "yes_no")


@cache
def visit() -> Questionnaire:
    """Return a questionnaire with every kind of question."""
    return load_questionnaire(Path(__file__).parent / "paper.yaml")


def plain_fitting(scale: float = 1.0) -> Fitting:
    """Make a fitting whose ruler counts letters: the same on every machine."""
    return Fitting(lambda words, size, weight: 0.5 * size * len(words), scale)


def compose(language: Language, questionnaire: Questionnaire | None = None) -> Form:
    """Compose a printed form without a press."""
    return compose_form(questionnaire or visit(), language, plain_fitting())


def write_long(count: int) -> str:
    """Write a questionnaire of so many questions, with a repeat in every section of thirty."""
    lines = ["id: long", "title: A long questionnaire", "unit: household", "sections:"]
    for number in range(1, count + 1):
        if number % 30 == 1:
            lines += [f"  - id: part{number}", f"    title: Part {number}", "    questions:"]
        lines += write_question(number)
    return "\n".join(lines)


def write_question(number: int) -> list[str]:
    """Write one question; every thirtieth is a repeat of four."""
    kind = KINDS[number % len(KINDS)]
    if number % 30 == 15:
        head = [
            f"      - id: q{number}",
            "        kind: repeat",
            f"        text: Who is in group {number}?",
            "        each: Person {number}",
            "        max: 20",
            "        questions:",
        ]
        return head + [
            f"          - {{id: q{number}_{inner}, kind: integer, text: How many of {inner}?}}"
            for inner in range(4)
        ]
    head = [
        f"      - id: q{number}",
        f"        kind: {kind}",
        f"        text: What is the answer to the question that is called {number} in this file?",
    ]
    if kind not in ("choice", "many_choices"):
        return head
    options = [
        f"          - {{name: o{place}, text: Answer {place} of the question {number}}}"
        for place in range(1, 6)
    ]
    return [*head, "        options:", *options]


@cache
def long(count: int = 300) -> Questionnaire:
    """Return a questionnaire of so many questions."""
    return parse_questionnaire(write_long(count), "long.yaml")
