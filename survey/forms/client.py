"""What the browser gets to know: conditions as JSON, and the script that evaluates them."""

from functools import cache
from pathlib import Path

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
from survey.forms.model import Answers, Page
from survey.kinds.find import FOLDER as KINDS

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


def describe_page(page: Page, answers: Answers) -> dict[str, object]:
    """Describe when the questions of a page apply, where that depends on the page itself.

    `show` holds the conditions by question, `answers` the earlier answers they look at, of those
    given to questions that apply. Empty where nothing on the page can come or go.
    """
    rules = {q.id: q.show_if for q in page.questions if q.show_if}
    looked_at = {name for rule in rules.values() for name in questions_in(rule)}
    on_page = {question.id for question in page.questions}
    if not looked_at & on_page:
        return {}
    return {
        "show": {name: write_condition(rule) for name, rule in rules.items()},
        "answers": {name: answers[name] for name in sorted(looked_at & set(answers) - on_page)},
    }


@cache
def read_script() -> str:
    """Read the form's script and behind it what single kinds add."""
    files = [SCRIPT, *sorted(KINDS.glob("*/field.js"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _write_operand(operand: object) -> object:
    if isinstance(operand, Reference):
        return {"q": operand.question}
    return list(operand) if isinstance(operand, tuple) else operand
