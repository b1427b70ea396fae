"""What a clerk types: numbers of answers, in any digits, read and written back."""

from datetime import date

import pytest

from survey.entry.model import Cell, list_cells
from survey.entry.typed import read_cell, say_typed, write_typed
from survey.errors import AnswerError
from survey.locale import load_languages
from survey.questionnaire.load import parse_questionnaire
from tests.conftest import ROOT

TODAY = date(2026, 11, 22)
LANGUAGES = load_languages(ROOT / "translations")
SHEET = """
id: sheet
title: A sheet
unit: household
sections:
  - id: one
    title: One
    questions:
      - {id: age, kind: integer, min: 0, max: 120, missing: [refused], text: Age}
      - {id: warmth, kind: integer, min: -40, max: 60, missing: [dont_know], text: Degrees}
      - {id: area, kind: decimal, text: Area}
      - {id: born, kind: date, text: Born}
      - {id: slept, kind: time, text: Slept}
      - {id: home, kind: yes_no, missing: [dont_know], text: At home?}
      - id: pets
        kind: many_choices
        text: Pets
        options: [{name: cat, text: Cat}, {name: dog, text: Dog}, {name: bird, text: Bird}]
      - id: best
        kind: rank
        choose: 2
        text: Best
        options: [{name: tea, text: Tea}, {name: milk, text: Milk}, {name: water, text: Water}]
      - {id: place, kind: geopoint, text: Where}
      - {id: remark, kind: text, text: Words, missing: [refused]}
"""


@pytest.fixture(scope="module")
def cells() -> dict[str, Cell]:
    return {cell.name: cell for cell in list_cells(parse_questionnaire(SHEET, "sheet.yaml"), {})}


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("age", "30", 30),
        ("age", "۳۰", 30),
        ("age", "٣٠", 30),
        ("age", " ", None),
        ("age", "-9", {"missing": "refused"}),
        ("age", "-۹", {"missing": "refused"}),
        ("age", "−9", {"missing": "refused"}),
        ("warmth", "-8", -8),
        ("warmth", "--8", {"missing": "dont_know"}),
        ("area", "۱۲٫۵", 12.5),
        ("born", "5 7 1402", "2023-09-27"),
        ("born", "۱۴۰۲/۷/۵", "2023-09-27"),
        ("born", "2023-09-27", "2023-09-27"),
        ("slept", "730", "07:30"),
        ("home", "2", "yes"),
        ("home", "-8", {"missing": "dont_know"}),
        ("pets", "3 1", ["cat", "bird"]),
        ("pets", "۱+۳", ["cat", "bird"]),
        ("best", "3 1", ["water", "tea"]),
        ("place", "36.37 42.44", "36.37 42.44"),
        ("remark", "نان تازه", "نان تازه"),
        ("remark", "-9", {"missing": "refused"}),
    ],
)
def test_it_works(cells, name, typed, kept):
    """Each kind is read from numbers in any digits as a form would store it."""
    assert read_cell(cells[name], typed, LANGUAGES["fa"], TODAY) == kept


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("home", "3", "There is no answer 3 here. Type a number from 1 to 2."),
        ("home", "yes", "“yes” is not a number. Type the number of the answer, from 1 to 2."),
        ("home", "-9", "-9 (I prefer not to answer) is not offered for this question. "),
        ("pets", "1 4", "There is no answer 4 here."),
        ("pets", "1 1", "Choose each answer only once."),
        ("best", "1 2 3", "Choose at most 2 answers."),
        ("age", "130", "The number must be at most 120."),
        ("born", "31 2 2020", "Month 2 of the year 2020 has 29 days."),
        ("slept", "2570", "is not a time of day"),
    ],
)
def test_what_cannot_be_an_answer_is_told(cells, name, typed, sentence):
    """A wrong number is told in a whole sentence."""
    with pytest.raises(AnswerError) as caught:
        read_cell(cells[name], typed, LANGUAGES["en"], TODAY)
    assert sentence in caught.value.problems[0].say(LANGUAGES["en"])


@pytest.mark.parametrize("tag", ["en", "fa", "ar"])
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("age", 30),
        ("age", {"missing": "refused"}),
        ("warmth", -8),
        ("area", 12.5),
        ("born", "2023-09-27"),
        ("slept", "07:30"),
        ("home", "no"),
        ("pets", ["cat", "bird"]),
        ("best", ["water", "tea"]),
        ("place", "36.37 42.44"),
        ("remark", "fresh bread"),
    ],
)
def test_what_is_kept_is_written_as_it_is_typed(cells, tag, name, kept):
    """What stands in a field again after a pause is read to the same answer, in every language."""
    written = write_typed(cells[name], kept, LANGUAGES[tag])
    assert read_cell(cells[name], written, LANGUAGES[tag], TODAY) == kept


def test_what_cannot_be_read_stays_as_it_was_typed(cells):
    """A slip stands in its field until it is mended."""
    assert write_typed(cells["age"], {"typed": "3o"}, LANGUAGES["fa"]) == "3o"


@pytest.mark.parametrize(
    ("name", "kept", "words"),
    [
        ("pets", ["cat", "bird"], "Cat + Bird"),
        ("home", "yes", "Yes"),
        ("age", {"missing": "refused"}, "I prefer not to answer"),
        ("born", "2023-09-27", "27 September 2023"),
    ],
)
def test_answers_are_said_in_words(cells, name, kept, words):
    """A clerk compares words, not numbers, with the paper."""
    language = LANGUAGES["en"]
    assert say_typed(cells[name], kept, language, language.text) == words
