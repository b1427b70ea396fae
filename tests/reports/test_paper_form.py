"""Printed questionnaires in words: what is printed, in which order, under which conditions."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from survey.locale import Language
from survey.qr import find_runs
from survey.questionnaire.gate import keep_promises
from survey.questionnaire.load import parse_questionnaire
from survey.reports.paper.fitting import fill_columns
from survey.reports.paper.make import date_order, fill_templates
from survey.reports.paper.model import Choice, Grid, Line
from survey.reports.paper.qr import draw_qr
from tests.reports.paper import compose, visit
from tests.reports.test_charts import GOLDEN, REWRITE


@pytest.fixture
def english(languages: dict[str, Language]) -> Language:
    return languages["en"]


def lines_of(form) -> list[Line]:
    """List the questions of a form in the order of printing, without those inside repeats."""
    blocks = [block for part in form.parts for block in part.blocks]
    return [
        line for block in blocks for line in (block.lines if isinstance(block, Grid) else [block])
    ]


def line_of(form, question: str) -> Line:
    return next(line for line in lines_of(form) if line.question.id == question)


@pytest.mark.parametrize("tag", ["en", "fa"])
def test_golden(languages: dict[str, Language], tag: str):
    """A printed form is written exactly as its golden page."""
    golden = Path(GOLDEN / f"paper-{tag}.html")
    language = replace(languages[tag], catalogues={})  # sentences may be translated otherwise
    html = fill_templates(compose(language), language)
    drawn = "\n".join(line for line in html.splitlines() if line.strip()) + "\n"
    if REWRITE in os.environ:
        golden.write_text(drawn, encoding="utf-8")
    assert drawn == golden.read_text(encoding="utf-8")


def test_numbers_on_paper(english: Language):
    """Every question that is asked has its number; what is not asked of people is not printed."""
    printed = {line.question.id: line.number for line in lines_of(compose(english))}
    assert printed["safe"] == "1"
    assert printed["alone"] == "3"
    assert printed["hello"] == ""
    assert {"off", "twice", "begun"} & set(printed) == set()


def test_numbers_of_answers(english: Language):
    """Answers have the numbers that are typed later, and those that are none negative ones."""
    line = line_of(compose(english), "light")
    assert [choice.number for choice in line.choices] == [1, 2, 3]
    assert [(choice.name, choice.number) for choice in line.missing] == [
        ("dont_know", -8),
        ("refused", -9),
        ("not_applicable", -7),
    ]


def test_questions_that_share_a_scale(english: Language):
    """Questions in a row with one scale are a table; one switched off does not part them."""
    block = compose(english).parts[0].blocks[0]
    assert isinstance(block, Grid)
    assert [line.question.id for line in block.lines] == ["safe", "light", "alone"]
    assert [choice.text for choice in block.missing] == ["Don’t know", "No answer"]


def test_matrix(english: Language):
    """A matrix is a table of its rows under its text."""
    grid = next(
        block
        for block in compose(english).parts[1].blocks
        if isinstance(block, Grid) and block.heading
    )
    assert grid.heading is not None
    assert (grid.heading.text, grid.heading.number) == ("How well known?", "")
    assert [line.text for line in grid.lines] == ["The park", "The pool"]


def test_conditions_are_said(english: Language):
    """A condition is said before its question, and where to go on where several are left out."""
    form = compose(english)
    assert line_of(form, "count").condition == (
        "Only if question 4 is “Yes”. Otherwise go on to question 7."
    )
    assert line_of(form, "school").condition == "Only if question 4 is “Yes”."
    assert line_of(form, "water").condition == ""


def test_answers_with_a_condition(english: Language):
    """An answer that is offered to some only is printed with its condition."""
    texts = [choice.text for choice in line_of(compose(english), "school").choices]
    assert texts == ["The near one", "The far one (Only if question 5 is more than 1)"]


def test_members(english: Language):
    """A repeat has room for six members and says what to do with more."""
    line = line_of(compose(english), "members")
    assert line.members == tuple(f"Person {number}" for number in range(1, 7))
    assert line.more == "For more, go on with another sheet."
    assert [inner.number for inner in line.lines] == ["16.1", "16.2", "16.3"]
    assert line.lines[2].condition == "Only if question 16.2 is at least 15."


def test_sections_with_a_condition(english: Language):
    """A section that not everybody is asked says so, and where to go on otherwise."""
    source = """
id: gates
title: Gates
unit: person
sections:
  - id: one
    title: One
    questions: [{id: a, kind: yes_no, text: A?}]
  - id: two
    title: Two
    show_if: {q: a, is: "yes"}
    questions: [{id: b, kind: yes_no, text: B?}, {id: c, kind: yes_no, text: C?}]
  - id: three
    title: Three
    show_if: {q: a, is: "no"}
    questions: [{id: d, kind: yes_no, text: D?}]
"""
    form = compose(english, parse_questionnaire(source, "gates.yaml"))
    assert [part.condition for part in form.parts] == [
        "",
        "Only if question 1 is “Yes”. Otherwise go on to question 4.",
        "Only if question 1 is “No”. Otherwise go on to the end.",
    ]


def test_help_after_a_sensitive_section(english: Language):
    """The help passage stands after the section that needs it."""
    assert [part.is_helped for part in compose(english).parts] == [True, False]


@pytest.mark.parametrize(
    ("tag", "order"), [("en", "day month year"), ("fa", "day month year"), ("ar", "day month year")]
)
def test_order_of_dates(languages: dict[str, Language], tag: str, order: str):
    """The boxes of a date stand in the order in which people read them."""
    assert date_order(languages[tag]) == order.split()


def test_columns_are_read_downwards():
    """Five answers in two columns are read down the first and then down the second."""
    choices = [Choice(str(number), number, str(number)) for number in range(1, 6)]
    rows = fill_columns(choices, 2)
    assert [[choice and choice.number for choice in row] for row in rows] == [
        [1, 4],
        [2, 5],
        [3, None],
    ]


def test_qr_code():
    """A QR code draws every dark module of a row, those side by side as one."""
    assert list(find_runs([1, 1, 0, 1], 2)) == ["M0 2h2v1h-2z", "M3 2h1v1h-1z"]
    svg = draw_qr(f"mahalla:visit:{visit().version[:12]}:fa:1", 14)
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="14mm" height="14mm"')


def test_what_needs_a_promise_is_never_printed(english: Language):
    """A dangerous question stands on no sheet, even where a project declares all it needs."""
    source = (
        "id: home\ntitle: Home\nunit: person\nsections:\n"
        "  - id: all\n    title: All\n    questions:\n"
        "      - {id: safe, kind: yes_no, text: Safe?}\n"
        "      - {id: hurt, kind: yes_no, text: Hurt?, needs: [referral_path]}\n"
        "      - {id: bye, kind: yes_no, text: Bye?}\n"
    )
    promised = keep_promises(parse_questionnaire(source, "home.yaml"), ["referral_path"])

    assert [line.question.id for line in lines_of(compose(english, promised))] == ["safe", "bye"]
