"""Worked examples: what coordinators write in `<id>.cases.yaml`, and what they are told."""

from datetime import date

import pytest

from survey.authoring.cases import parse_cases
from survey.authoring.checking import check_paths
from survey.errors import MahallaError

TODAY = date(2026, 11, 22)
FORM = """\
id: home
title: Our home
unit: household
words: {office: the office}
scales:
  agree:
    kind: rating
    missing: [dont_know, refused]
    options:
      - {name: disagree, code: 1, text: I disagree}
      - {name: neither, code: 2, text: Neither}
      - {name: agree, code: 3, text: I agree}
domains:
  street: {title: The street}
  harm: {title: Harm, polarity: harm, measure: reported}
sections:
  - id: home
    title: Home
    questions:
      - {id: name, kind: text, text: Name, required: true}
      - {id: size, kind: integer, text: People?, min: 1, max: 20}
      - {id: rooms, kind: integer, text: Rooms?, min: 1}
      - {id: crowd, kind: calculated, text: People a room, value: {div: [{q: size}, {q: rooms}]}}
      - id: children
        kind: integer
        text: Children?
        checks:
          - {must: {q: children, lt: {q: size}}, say: Fewer children than people.}
          - {should: {q: children, lt: 10}, say: "So many? Ask {office}."}
      - {id: moved, kind: date, text: Moved?, latest: today}
      - {id: old, kind: text, text: Old, enabled: false}
      - {id: read, kind: note, text: Read this}
      - {id: hurt, kind: yes_no, text: Hurt?, needs: [referral_path]}
  - id: street
    title: Street
    show_if: {q: size, gt: 1}
    questions:
      - {id: safe, scale: agree, text: Safe?, domain: street}
      - {id: light, scale: agree, text: Light?, domain: street}
      - {id: why, kind: text, text: Why?, show_if: {q: safe, is: disagree}}
      - {id: stolen, kind: yes_no, text: Stolen?, domain: harm, polarity: negative}
  - id: people
    title: People
    questions:
      - id: members
        kind: repeat
        text: Who?
        each: "Person {number}"
        max: 3
        questions:
          - {id: age, kind: integer, text: Age?, min: 0, max: 120, required: true}
          - {id: work, kind: yes_no, text: Work?, missing: [refused], show_if: {q: age, gte: 15}}
          - {id: twice, kind: calculated, text: Twice, value: {mul: [{q: age}, 2]}}
"""


@pytest.fixture
def check(tmp_path):
    """Check worked examples beside the form, and give what is said as `line:column: sentence`."""
    (tmp_path / "home.yaml").write_text(FORM, encoding="utf-8")

    def call(*lines):
        file = tmp_path / "home.cases.yaml"
        file.write_text("\n".join(["- case: A home", *lines]), encoding="utf-8")
        found = check_paths([tmp_path / "home.yaml"], TODAY)
        return [problem.say().removeprefix(f"{file}:") for problem in found.problems]

    return call


def test_a_case_that_comes_true_is_silent(check):
    """Answers, questions asked and not, mistakes, warnings, values and scores may be expected."""
    said = check(
        "  answers:",
        "    name: Zahra",
        "    size: 10",
        "    rooms: 3",
        "    safe: disagree",
        "    light: refused",
        "    members: [{age: 30, work: refused}, {age: 4}]",
        "  asked: [why, members.1.work]",
        "  not_asked: [members.2.work]",
        "  mistakes: []",
        "  warnings: []",
        "  values: {crowd: 3.33, members.2.twice: 8}",
        "  scores: {street: 0}",
    )

    assert said == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ["  answers: {size: 1}", "  asked: [safe]"],
            "3:11: “safe” should be asked of this person, but is not. Look at its condition; it "
            "depends on: size: 1.",
        ),
        (
            ["  answers: {size: 2, safe: disagree}", "  not_asked: [why]"],
            "3:15: “why” should not be asked of this person, but is. Look at its condition; it "
            "depends on: size: 2, safe: disagree.",
        ),
        (
            ["  asked: [old]"],
            "2:11: “old” should be asked, but `enabled: false` keeps it from everybody.",
        ),
        (
            ["  asked: [hurt]"],
            "2:11: “hurt” should be asked, but it needs what this example does not declare: "
            "referral_path. Write that under `declares:`.",
        ),
        (
            ["  declares: [referral_path]", "  not_asked: [hurt]"],
            "3:15: “hurt” has no condition, so it is asked of everybody.",
        ),
        (
            ["  not_asked: [rooms]"],
            "2:15: “rooms” has no condition, so it is asked of everybody.",
        ),
        (
            ["  answers: {safe: agree}"],
            "2:13: “safe” is answered here, but is not asked of this person. Remove the answer, "
            "or name the question under `not_asked:`.",
        ),
        (
            ["  answers: {members: [{age: 14}]}", "  asked: [members.1.work]"],
            "3:11: “members.1.work” should be asked of this person, but is not. Look at its "
            "condition; it depends on: age: 14.",
        ),
        (
            ["  answers: {members: [{age: 14}]}", "  asked: [members.2.age]"],
            "3:11: “members.2.age” should be asked, but there is no such member.",
        ),
    ],
)
def test_who_is_asked_what_is_compared(check, lines, said):
    """A question that is asked or not against expectation is told with what decides it."""
    assert check(*lines) == [said]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["  answers: {size: 21}"], "2:13: The number must be at most 20."),
        (
            ["  answers: {size: 2, safe: yes}"],
            "2:22: “yes” is not one of the answers. Choose one of: disagree, neither, agree.",
        ),
        (
            ["  answers: {size: 2, children: 2}"],
            "2:22: A check of “children” does not hold: Fewer children than people.",
        ),
        (
            ["  answers: {members: [{age: 121}]}"],
            "2:24: The number must be at most 120.",
        ),
        (
            ["  answers: {members: [{age: 1}, {age: 1}, {age: 1}, {age: 1}]}"],
            "2:13: At most 3 are possible here.",
        ),
        (
            ["  answers: {size: 3, safe: [[agree]]}"],
            "2:22: “[['agree']]” is not one of the answers. Choose one of: disagree, neither, "
            "agree.",
        ),
        (
            ["  answers: {members: [[]]}"],
            "2:13: This is no list of members.",
        ),
        (
            ["  mistakes: []"],
            "2:3: “name” must be answered. Answer it, or name it under `mistakes:`.",
        ),
        (
            ["  answers: {name: Zahra, size: 3}", "  mistakes: [size]"],
            "3:14: “size” should be held up as a mistake, but its answer is taken.",
        ),
        (
            ["  on: 2020-01-01", "  answers: {moved: 2020-01-02}"],
            "3:13: The date must not be after 2020-01-01.",
        ),
        (
            ["  answers: {size: 12, children: 10}", "  warnings: []"],
            "2:23: A check of “children” does not hold: So many? Ask {office}.",
        ),
        (
            ["  answers: {size: 12, children: 9}", "  warnings: [children]"],
            "3:14: “children” should be questioned, but its answer is taken without a word.",
        ),
        (
            ["  answers: {size: 12, rooms: 4}", "  values: {crowd: 4}"],
            "3:12: “crowd” should be 4, but it is 3.",
        ),
        (["  values: {crowd: 4}"], "2:12: “crowd” should be 4, but it is none."),
        (
            ["  answers: {size: 2, safe: agree, light: neither}", "  scores: {street: 70}"],
            "3:12: The score of “street” should be 70, but it is 75.0.",
        ),
        (
            ["  scores: {street: 70}"],
            "2:12: The score of “street” should be 70, but it is none.",
        ),
    ],
)
def test_what_comes_of_the_answers_is_compared(check, lines, said):
    """Mistakes, warnings, values and scores against expectation stand at their line."""
    assert check(*lines) == [said]


def test_mistakes_that_are_expected_are_none(check):
    """A case may show that the form holds wrong answers up."""
    lines = ["  answers: {size: 0, children: 3}", "  mistakes: [name, size, children]"]

    assert check(*lines) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["  answers: {sze: 1}"], "2:13: There is no question “sze”. Check its id."),
        (["  asked: [sze]"], "2:11: There is no question “sze”. Check its id."),
        (
            ["  asked: [members.x.age]"],
            "2:11: There is no question “members.x.age”. Check its id.",
        ),
        (
            ["  answers: {members: [{age: 1}, {aeg: 2}]}"],
            "2:34: There is no question “members.2.aeg”. Check its id.",
        ),
        (
            ["  scores: {harm: 1}"],
            "2:12: There is no domain “harm” that has a score. Check its name.",
        ),
        (
            ["  answers: {crowd: 1}"],
            "2:13: “crowd” is not answered by people. What is worked out stands under `values:`.",
        ),
        (
            ["  values: {size: 1}"],
            "2:12: “size” is answered, not worked out. Write it under `answers:`.",
        ),
        (["  values: {sze: 1}"], "2:12: There is no question “sze”. Check its id."),
        (["  anwers: {size: 1}"], "2:3: There is no key `anwers` here. Did you mean `answers`?"),
        (
            ["  scores: {street: 101}"],
            "2:12: “101” is no score. Write a number from 0 to 100, or none.",
        ),
        (["  values: {crowd: []}"], "2:12: “[]” is no result. Write a number or a text, or none."),
        (
            ["  on: 2026-02-30"],
            "2:3: “2026-02-30” is no day. Write year-month-day, such as 2026-01-31.",
        ),
        (["  asked: why"], "2:3: Write a list here, one entry a line with a dash."),
        (["  case: Again"], "2:3: A key stands here for the second time. Keep one of the two."),
    ],
)
def test_a_case_that_is_written_wrongly_says_so(check, lines, said):
    """What cannot be tried is told at its line and column, as in a questionnaire."""
    assert check(*lines) == [said]


@pytest.mark.parametrize("source", ["", "case: A home", "[]", "text"])
def test_a_file_without_cases_says_what_to_write(source):
    """A file that is no list is told how to begin."""
    with pytest.raises(MahallaError) as caught:
        parse_cases(source, "home.cases.yaml")

    assert str(caught.value) == (
        "home.cases.yaml:1:1: This file holds no worked examples. Begin each with a dash and "
        "`case:`."
    )


def test_a_file_of_cases_is_checked_with_its_form(tmp_path):
    """The path of the worked examples will do."""
    (tmp_path / "home.yaml").write_text(FORM, encoding="utf-8")
    (tmp_path / "home.cases.yaml").write_text("- {case: A, not_asked: [safe]}", encoding="utf-8")

    found = check_paths([tmp_path / "home.cases.yaml"], TODAY)

    assert (len(found.questionnaires), found.cases, found.problems) == (1, 1, [])


def test_cases_without_their_form_are_a_problem(tmp_path):
    """Worked examples of nothing are told."""
    file = tmp_path / "home.cases.yaml"
    file.write_text("- {case: A}", encoding="utf-8")

    found = check_paths([file], TODAY)

    assert [problem.say() for problem in found.problems] == [
        f"{file}: There is no questionnaire home.yaml beside these worked examples. Rename one of "
        "them."
    ]
