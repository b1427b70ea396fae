"""The fields of a sheet: in the order of the paper, with members."""

from survey.entry.model import gather_answers, list_cells, tidy_number
from survey.questionnaire.load import parse_questionnaire

COUNTED = """
id: counted
title: Counted
unit: household
sections:
  - id: how_many
    title: How many
    questions:
      - {id: people, kind: integer, min: 0, max: 9, text: How many people?}
  - id: who
    title: Who
    questions:
      - id: members
        kind: repeat
        count: people
        each: Person {number}
        text: Who?
        questions:
          - {id: years, kind: integer, text: How old?}
"""


def test_it_works(form):
    """Every asked question has a field, with the number it has on paper."""
    codes = {cell.name: cell.number for cell in list_cells(form, {})}
    assert codes["trust"] == "1"
    assert codes["members"] == "12"
    assert "greeting" not in codes
    assert "size" not in codes


def test_a_repeat_has_fields_for_each_member(form):
    """As many members as were counted, each with the same numbers."""
    cells = [cell for cell in list_cells(form, {"members": 2}) if cell.repeat]
    assert [(cell.name, cell.number) for cell in cells] == [
        ("members-0-years", "12.1"),
        ("members-0-school", "12.2"),
        ("members-1-years", "12.1"),
        ("members-1-school", "12.2"),
    ]


def test_never_more_members_than_possible(form):
    """A slip does not make a thousand fields."""
    assert len([cell for cell in list_cells(form, {"members": 999}) if cell.repeat]) == 10


def test_members_are_gathered_as_a_form_stores_them(form):
    """Fields become one list of members; those beyond the count do not."""
    typed = {"age": 30, "members": 2, "members-0-years": 4, "members-2-years": 9}
    assert gather_answers(form, typed) == {"age": 30, "members": [{"years": 4}, {}]}


def test_sheet_numbers_are_compared_without_zeros_in_front():
    """017 is 17; 000 is 0; letters stay."""
    assert [tidy_number(text) for text in ("017", "000", "A017")] == ["17", "0", "A017"]


def test_another_question_may_say_how_many_members_there_are():
    """Where it does, its number brings the fields, and nothing is typed at the repeat."""
    form = parse_questionnaire(COUNTED, "counted.yaml")
    cells = {cell.name: cell for cell in list_cells(form, {"people": 2})}
    assert list(cells) == ["people", "members", "members-0-years", "members-1-years"]
    assert not cells["members"].is_typed
    assert gather_answers(form, {"people": 1, "members-0-years": 4}) == {
        "people": 1,
        "members": [{"years": 4}],
    }
