"""What must be mended: found in the answers as the pages of a form find it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.forms.fields import find_wrong_page
from survey.forms.mending import find_wrong_section, is_ready
from survey.questionnaire.flow import settle
from survey.questionnaire.load import load_questionnaire, parse_questionnaire
from tests.forms.test_round_trip import LANGUAGES

TODAY = date(2026, 11, 22)
TOUR = load_questionnaire(Path(__file__).parent / "tour.yaml")
HOME = parse_questionnaire(
    """
id: home
title: Home
unit: household
sections:
  - id: before
    title: Before
    questions:
      - {id: old, kind: yes_no, text: Is anybody old?}
  - id: first
    title: First
    questions:
      - {id: since, kind: date, text: Since when?, latest: today}
      - {id: visit, kind: date, text: When may we come?, earliest: today}
      - id: helper
        kind: choice
        text: Who helps?
        options:
          - {name: child, text: A child, show_if: {q: old, is: "yes"}}
          - {name: nobody, text: Nobody}
        missing: [refused]
  - id: second
    title: Second
    questions:
      - id: members
        kind: repeat
        text: Who lives here?
        each: Person {number}
        min: 1
        questions:
          - {id: age, kind: integer, text: How old?, min: 0, max: 120, required: true}
          - {id: job, kind: text, text: Which job?, show_if: {q: age, gte: 18}}
""",
    "home.yaml",
)
DAYS = st.sampled_from(["2026-11-21", "2026-11-22", "2026-11-23", {"typed": ["jalali", "1"]}])
AGES = st.one_of(st.integers(0, 120), st.just({"typed": ["old"]}), st.just({"missing": "refused"}))
MEMBER = st.fixed_dictionaries({}, optional={"age": AGES, "job": st.just("Baker")})
GIVEN = st.fixed_dictionaries(
    {},
    optional={
        "since": DAYS,
        "visit": DAYS,
        "old": st.sampled_from(["yes", "no"]),
        "helper": st.sampled_from(["child", "nobody", {"missing": "refused"}]),
        "members": st.lists(MEMBER, max_size=3),
    },
)


def find_page(questionnaire, answers):
    page = find_wrong_page(questionnaire, answers, LANGUAGES["en"], TODAY)
    return page.section.id if page else ""


@settings(derandomize=True, deadline=None, max_examples=300)
@given(answers=GIVEN)
def test_answers_are_ready_where_no_page_is_wrong(answers):
    """Limits that moved with the day, closed options and members hold up as their pages do."""
    assert is_ready(HOME, answers, {}, TODAY) == (find_page(HOME, answers) == "")


@pytest.mark.parametrize(
    ("answers", "section"),
    [
        ({}, "people"),
        ({"age": 12, "area": 3.0}, ""),
        ({"age": 12, "area": {"typed": ["x"]}}, "things"),
        ({"age": 12, "area": 3.0, "dog_name": {"typed": ["x"]}}, ""),
    ],
)
def test_the_first_wrong_section_is_found(answers, section):
    """It is the one that the pages stop at, and hidden questions are never wrong."""
    found = find_wrong_section(TOUR, answers, settle(TOUR, answers), {})

    assert found == section == find_page(TOUR, answers)
