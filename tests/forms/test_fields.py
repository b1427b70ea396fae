"""Fields made from questions: texts in, answers or sentences out."""

from datetime import date
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from survey.forms.fields import check_page, find_wrong_page, make_form
from survey.forms.model import list_pages
from survey.kinds.find import kinds
from survey.locale import load_languages
from survey.questionnaire.load import load_questionnaire, parse_questionnaire

TODAY = date(2026, 11, 22)
OPEN = parse_questionnaire(
    """
id: open
title: Open
unit: person
sections:
  - id: all
    title: All
    questions:
      - {id: day, kind: date, text: When?}
      - id: order
        kind: rank
        choose: 6
        text: In which order?
        options:
          - {name: a, text: A}
          - {name: b, text: B}
          - {name: c, text: C}
          - {name: d, text: D}
          - {name: e, text: E}
          - {name: f, text: F}
""",
    "open.yaml",
)


@pytest.fixture(scope="module")
def tour():
    return load_questionnaire(Path(__file__).parent / "tour.yaml")


@pytest.fixture(scope="module")
def languages(root):
    return load_languages(root / "translations")


def read(tour, language, question, *texts):
    form = make_form([tour.questions[question]], language, TODAY)
    form.process(MultiDict([(f"q-{question}", text) for text in texts]))
    form.validate()
    return form[question]


def show(tour, language, question, kept):
    form = make_form([tour.questions[question]], language, TODAY)
    form.process(data={question: kept})
    return form[question]


def test_every_kind_has_a_field_and_a_fragment(root):
    """Each kind can be asked on a page."""
    lacking = [
        kind
        for kind in kinds()
        for file in ("field.py", "field.html")
        if not (root / "survey" / "kinds" / kind / file).exists()
    ]
    assert lacking == []


@pytest.mark.parametrize(
    ("question", "texts", "answer"),
    [
        ("greeting", ["x"], None),
        ("trust", ["agree"], "agree"),
        ("trust", [":dont_know"], {"missing": "dont_know"}),
        ("trust", [":not_applicable"], {"missing": "not_applicable"}),
        ("age", ["۳۰"], 30),
        ("age", ["", ":refused"], {"missing": "refused"}),
        ("job", ["  a  baker "], "a baker"),
        ("boss", ["yes"], "yes"),
        ("born", ["jalali", "31", "6", "1370"], "1991-09-22"),
        ("born", ["gregorian", "", "", ""], None),
        ("area", ["١٢٫٥"], 12.5),
        ("place", ["36.3725", "42.4483"], "36.3725 42.4483"),
        ("place", ["", ""], None),
        ("colour", ["blue"], "blue"),
        ("pets", ["dog", "cat"], ["cat", "dog"]),
        ("pets", [":dont_know"], {"missing": "dont_know"}),
        ("best", ["milk", "tea"], ["milk", "tea"]),
        ("best", ["", "tea"], ["tea"]),
        ("home", ["green"], "green"),
        ("wish", ["one\r\ntwo"], "one\ntwo"),
    ],
)
def test_what_is_typed_becomes_an_answer(tour, languages, question, texts, answer):
    """Each kind reads what its inputs send."""
    field = read(tour, languages["fa"], question, *texts)
    assert (field.data, field.errors) == (answer, [])


@pytest.mark.parametrize(
    ("question", "texts", "sentence"),
    [
        ("age", [""], "This question needs an answer."),
        ("age", ["130"], "The number must be at most 120."),
        ("born", ["gregorian", "3", "", "1990"], "Choose the day, the month and the year."),
        ("born", ["lunar", "3", "3", "1990"], "Choose the day, the month and the year."),
        ("born", ["gregorian", "3", "3", "x"], "Choose the day, the month and the year."),
        ("born", ["gregorian", "23", "11", "2026"], "The date must not be after 22 November 2026."),
        ("best", ["tea", "tea"], "Choose each answer only once."),
        ("trust", ["agree", ":refused"],
         "Either give an answer or tick one of the boxes below it, not both."),
    ],
)  # fmt: skip
def test_mistakes_are_said(tour, languages, question, texts, sentence):
    """Each mistake has its sentence."""
    assert read(tour, languages["en"], question, *texts).errors == [sentence]


def test_what_cannot_be_read_is_kept_as_typed(tour, languages):
    """A draft keeps the texts of an answer that has a mistake."""
    field = read(tour, languages["en"], "age", "old", ":refused")
    assert field.data == {"typed": ["old", ":refused"]}


@pytest.mark.parametrize(
    ("question", "kept", "texts"),
    [
        ("age", 30, ["۳۰"]),
        ("area", 12.5, ["۱۲٫۵"]),
        ("born", "1991-09-22", ["jalali", "31", "6", "1370"]),
        ("place", "36.3725 42.4483", ["36.3725", "42.4483"]),
        ("age", {"typed": ["old"]}, ["old"]),
        ("age", {"missing": "refused"}, []),
        ("age", None, []),
    ],
)
def test_what_is_kept_is_shown_again(tour, languages, question, kept, texts):
    """A draft's answer stands in the inputs as a Persian reader writes it."""
    assert show(tour, languages["fa"], question, kept).texts == texts


def test_the_years_of_a_date_follow_its_limits(tour, languages):
    """Only years within the limits can be chosen, in the reader's calendar."""
    years = show(tour, languages["fa"], "born", None).years
    assert (years[0], years[-1]) == (1405, 1278)


def test_a_date_without_limits_offers_a_long_life_and_the_near_future(languages):
    """Where a question sets no limits the years around today are offered."""
    years = show(OPEN, languages["en"], "day", None).years
    assert (years[0], years[-1]) == (2036, 1906)


def test_a_day_beyond_the_readers_calendar_is_not_shown(languages):
    """A day that the calendar cannot name stands blank."""
    assert show(OPEN, languages["fa"], "day", "2240-01-01").texts == []


def test_many_places_of_a_rank_are_numbered(languages):
    """After the fifth place the lists are numbered, in the reader's digits."""
    places = show(OPEN, languages["fa"], "order", None).places
    assert "۶" in places[5][0]


def test_the_first_places_of_a_rank_have_words(tour, languages):
    """The first places have words."""
    places = show(tour, languages["en"], "best", ["milk"]).places
    assert places == [("First choice", "milk"), ("Second choice", "")]


def test_hidden_questions_are_never_wrong(tour, languages):
    """A mistake in a question that does not apply stops nobody."""
    answers = {"age": 12, "area": 3.0, "dog_name": {"typed": ["x" * 9999]}}
    assert find_wrong_page(tour, answers, languages["en"], TODAY) is None


def test_the_first_wrong_page_is_found(tour, languages):
    """Without the required age the first page is wrong."""
    assert find_wrong_page(tour, {}, languages["en"], TODAY).section.id == "people"


def test_a_page_without_mistakes_has_none(tour, languages):
    """A blank where a blank is allowed is no mistake."""
    page = list_pages(tour, {"age": 12})[1]
    assert check_page(page, {}, languages["en"], TODAY).errors == {}
