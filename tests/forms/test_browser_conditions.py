"""The browser decides as the server does: conditions, numbers and dates."""

import json
import os
import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page

from survey.calendars import CALENDARS
from survey.conditions.calculate import calculate
from survey.conditions.evaluate import evaluate
from survey.conditions.parse import parse_condition
from survey.conditions.parse_expression import parse_expression
from survey.errors import AnswerError
from survey.forms.client import read_script, write_condition, write_expression
from survey.locale import parse_number

pytestmark = pytest.mark.browser
CASES = int(os.environ.get("MAHALLA_FUZZ_CASES", "3_000"))
WORDS = ["yes", "no", "refused", "", "۵", "5", "2026-01-31", "\U0001f33f", "\uff21"]
NUMBERS = [0, 1, -1, 2.5, 18, 18.0, 1e9]
IDS = ["a", "b", "c"]


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page()
    opened.add_script_tag(content=read_script())
    yield opened
    opened.close()


def hold_in_browser(page: Page, cases: list[dict]) -> list[bool]:
    script = "cases => cases.map(one => mahalla.holds(one.condition, one.answers))"
    return [held for part in divide(cases) for held in page.evaluate(script, part)]


def divide(cases: list[dict]) -> list[list[dict]]:
    """Divide many cases into as many as one message to the browser can hold."""
    return [cases[start : start + 5_000] for start in range(0, len(cases), 5_000)]


def test_the_shared_vectors_hold_in_the_browser(page, root):
    """Each condition of the shared file holds in the browser exactly when the file says so."""
    vectors = json.loads((root / "tests/conditions/vectors.json").read_text(encoding="utf-8"))
    held = hold_in_browser(page, vectors)
    wrong = [v["says"] for v, holds in zip(vectors, held, strict=True) if holds != v["holds"]]
    assert wrong == []


def make_answer(chance: random.Random) -> object:
    return chance.choice(
        [
            chance.choice(WORDS),
            chance.choice(NUMBERS),
            chance.sample(WORDS, chance.randint(0, 3)),
            {"missing": chance.choice(["refused", "dont_know"])},
            {"typed": ["12x"]},
        ]
    )


def make_condition(chance: random.Random, depth: int = 1) -> dict:
    word = chance.choice(["all", "any", "not", "q", "q", "q"]) if depth < 4 else "q"
    if word == "not":
        return {"not": make_condition(chance, depth + 1)}
    if word != "q":
        return {word: [make_condition(chance, depth + 1) for _ in range(chance.randint(1, 3))]}
    scalar = chance.choice([*WORDS, *NUMBERS])
    other = {"q": chance.choice(IDS)}
    words = [chance.choice([*WORDS, *NUMBERS]) for _ in range(chance.randint(1, 3))]
    operand = {
        **dict.fromkeys(("is", "is_not", "eq", "lt", "lte", "gt", "gte"), None),
        "in": words,
        "has_any": words,
        "has": scalar,
        "answered": chance.random() < 0.5,
        "count_min": chance.randint(0, 3),
    }
    operator = chance.choice(list(operand))
    chosen = operand[operator]
    if chosen is None:
        chosen = chance.choice([scalar, other])
    return {"q": chance.choice(IDS), operator: chosen}


def test_the_browser_agrees_on_random_conditions(page):
    """On thousands of random conditions and answers both evaluators say the same."""
    chance = random.Random(20261122)
    cases = [
        {
            "condition": make_condition(chance),
            "answers": {name: make_answer(chance) for name in IDS if chance.random() < 0.8},
        }
        for _ in range(CASES)
    ]
    held = hold_in_browser(page, cases)
    wrong = [
        case
        for case, holds in zip(cases, held, strict=True)
        if holds != evaluate(parse_condition(case["condition"]), case["answers"])
    ]
    assert wrong == []


def test_conditions_are_sent_as_they_were_written(page):
    """What the browser gets is what stands in the questionnaire."""
    chance = random.Random(7)
    written = [make_condition(chance) for _ in range(200)]
    assert [write_condition(parse_condition(one)) for one in written] == written


def make_members(chance: random.Random) -> object:
    if chance.random() < 0.2:
        return make_answer(chance)
    return [
        {name: make_answer(chance) for name in IDS if chance.random() < 0.7}
        for _ in range(chance.randint(0, 4))
    ]


def make_expression(chance: random.Random, depth: int = 1) -> object:
    def part() -> object:
        return make_expression(chance, depth + 1)

    where = {"where": make_condition(chance, 3)} if chance.random() < 0.5 else {}
    makers = {
        "number": lambda: chance.choice([*NUMBERS, 0.1, 1e15, -7]),
        "answer": lambda: {"q": chance.choice(IDS)},
        "count": lambda: {"count": chance.choice(["m", "a"]), **where},
        "sum": lambda: {
            chance.choice(["sum", "least", "most"]): "m",
            "of": chance.choice(IDS),
            **where,
        },
        "several": lambda: {
            chance.choice(["add", "mul", "min", "max"]): [
                part() for _ in range(chance.randint(1, 3))
            ]
        },
        "two": lambda: {chance.choice(["sub", "div", "years"]): [part(), part()]},
        "round": lambda: {"round": [part(), chance.randint(0, 6)]},
        "if": lambda: {"if": make_condition(chance, 3), "then": part(), "else": part()},
    }
    return makers[chance.choice(list(makers) if depth < 4 else ["number", "answer", "count"])]()


def calculate_in_browser(page: Page, cases: list[dict]) -> list[float | None]:
    script = "cases => cases.map(one => mahalla.calculate(one.value, one.answers))"
    return [given for part in divide(cases) for given in page.evaluate(script, part)]


def test_the_shared_calculations_give_the_same_in_the_browser(page, root):
    """Each calculation of the shared file gives in the browser what the file says."""
    path = root / "tests/conditions/calculations.json"
    vectors = json.loads(path.read_text(encoding="utf-8"))
    given = calculate_in_browser(page, vectors)
    wrong = [v["says"] for v, value in zip(vectors, given, strict=True) if value != v["gives"]]
    assert wrong == []


def test_the_browser_agrees_on_random_calculations(page):
    """On thousands of random calculations both evaluators give the same number, to the last bit."""
    chance = random.Random(20261122)
    cases = [
        {
            "value": make_expression(chance),
            "answers": {
                "m": make_members(chance),
                **{name: make_answer(chance) for name in IDS if chance.random() < 0.8},
            },
        }
        for _ in range(CASES)
    ]
    given = calculate_in_browser(page, cases)
    wrong = [
        case
        for case, value in zip(cases, given, strict=True)
        if value != calculate(parse_expression(case["value"]), case["answers"])
    ]
    assert wrong == []


def test_calculations_are_sent_as_they_were_written(page):
    """What the browser gets is what stands in the questionnaire."""
    chance = random.Random(7)
    written = [make_expression(chance) for _ in range(200)]
    assert [write_expression(parse_expression(one)) for one in written] == written


@pytest.mark.parametrize(
    "text",
    ["12", "۱۲", "١٢٫٥", "1,200", "1٬200", "1 200", ".5", "-3", "−۳", " 7 ", "\u200f۷", "+4",
     "12x", "1,5", "1,20", "", "۱۲/۵", "1.2.3", "--1", "1e3", "½"],
)  # fmt: skip
def test_numbers_are_read_as_on_the_server(page, text):
    """What counts as a number on the server does so in the browser, with the same value."""
    try:
        expected = float(parse_number(text))
    except AnswerError:
        expected = None
    assert page.evaluate("text => mahalla.parseNumber(text) ?? null", text) == expected


@pytest.mark.parametrize("calendar", ["gregorian", "jalali"])
def test_dates_are_found_as_on_the_server(page, calendar):
    """A day named in any calendar is the same ISO date in the browser and on the server."""
    chance = random.Random(3)
    days = [date(1926, 1, 1) + timedelta(chance.randrange(36_500)) for _ in range(60)]
    named = [[calendar, *map(str, CALENDARS[calendar].to_parts(day)[::-1])] for day in days]
    found = page.evaluate("named => named.map(texts => mahalla.readers.date(texts))", named)
    assert found == [day.isoformat() for day in days]


def test_a_day_that_does_not_exist_is_no_date(page):
    """The 31st of February is no answer."""
    texts = ["gregorian", "31", "2", "2026"]
    assert page.evaluate("texts => mahalla.readers.date(texts) ?? null", texts) is None
