"""What the browser gets to know: conditions as JSON, and the script that evaluates them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from survey.conditions.calculate import questions_in_expression
from survey.conditions.evaluate import questions_in
from survey.conditions.model import (
    All,
    AnyOf,
    Choice,
    Comparison,
    Condition,
    Expression,
    Not,
    Operation,
    Reference,
    Tally,
)
from survey.forms.model import Page
from survey.kinds.find import FOLDER as KINDS
from survey.questionnaire.model import Question

SCRIPT = Path(__file__).parent / "static" / "form.js"


def write_condition(condition: Condition) -> dict[str, object]:
    """Write a condition as the plain values it was parsed from."""
    match condition:
        case All(parts):
            return {"all": [write_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [write_condition(part) for part in parts]}
        case Not(part):
            return {"not": write_condition(part)}
        case Comparison(question, operator, operand):
            return {"q": question, operator: _write_operand(operand)}


def write_expression(expression: Expression) -> object:
    """Write a calculation as the plain values it was parsed from."""
    match expression:
        case Reference(question):
            return {"q": question}
        case Operation(word, parts):
            return {word: [write_expression(part) for part in parts]}
        case Tally(word, question, of, where):
            written = {word: question, "of": of, "where": where and write_condition(where)}
            return {key: value for key, value in written.items() if value}
        case Choice(condition, then, otherwise):
            chosen = {"if": write_condition(condition), "then": write_expression(then)}
            return chosen if otherwise is None else {**chosen, "else": write_expression(otherwise)}
    return expression


def describe_page(page: Page) -> dict[str, object]:
    """Describe what depends on the page itself: questions, options and values that come and go.

    `show` holds the conditions by question, `offer` those of options by question and name, `values`
    the calculations, `answers` the earlier answers that all these look at, as far as they count.
    Empty where nothing on the page can change.
    """
    questions = [one for question in page.questions for one in (question, *question.questions)]
    on_page = {question.id for question in questions}
    seen = {name for question in questions for name in _looked_at(question)}
    if not seen & on_page:
        return {}
    answers = page.settled.answers
    rules = {
        "show": {q.id: write_condition(q.show_if) for q in questions if q.show_if},
        "offer": {q.id: offered for q in questions if (offered := _describe_options(q))},
        "values": {q.id: write_expression(q.value) for q in questions if q.value is not None},
        "answers": {name: answers[name] for name in sorted(seen & set(answers) - on_page)},
    }
    return {name: rule for name, rule in rules.items() if rule or name in ("show", "answers")}


def _describe_options(question: Question) -> dict[str, object]:
    return {o.name: write_condition(o.show_if) for o in question.options if o.show_if}


def _looked_at(question: Question) -> Iterator[str]:
    """Yield what decides about a question or its options, checks apart: those the server makes."""
    for rule in (question.show_if, *(option.show_if for option in question.options)):
        yield from questions_in(rule) if rule else ()
    if question.value is not None:
        yield from questions_in_expression(question.value)


@cache
def read_script() -> str:
    """Read the form's script and behind it what single kinds add."""
    files = [SCRIPT, SCRIPT.with_name("comfort.js"), *sorted(KINDS.glob("*/field.js"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _write_operand(operand: object) -> object:
    if isinstance(operand, Reference):
        return {"q": operand.question}
    return list(operand) if isinstance(operand, tuple) else operand
