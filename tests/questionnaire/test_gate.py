"""What needs a promise is off everywhere until the promise is kept."""

from itertools import chain, combinations

import pytest

from survey.questionnaire.flow import visible_questions
from survey.questionnaire.gate import NEEDS, find_waiting, keep_promises
from survey.questionnaire.load import load_questionnaire, parse_questionnaire

FORM = """
id: home
title: Home
unit: person
domains:
  harm: {title: Harm, polarity: harm, measure: reported}
sections:
  - id: first
    title: First
    questions:
      - {id: theft, kind: yes_no, text: Theft?, domain: harm}
      - {id: hurt, kind: yes_no, text: Hurt?, domain: harm, required: true, needs: [referral_path]}
      - {id: often, kind: integer, text: How often?, show_if: {q: hurt, is: "yes"}}
      - {id: gone, kind: text, text: Gone, enabled: false, needs: [referral_path]}
      - id: rooms
        kind: matrix
        text: Are you safe
        needs: [private_interviews]
        options: [{name: a, text: A, code: 1}, {name: b, text: B, code: 2}]
        rows:
          - {id: kitchen, text: in the kitchen}
          - {id: yard, text: in the yard, needs: [trained_interviewers]}
          - {id: cellar, text: in the cellar, enabled: false}
      - id: members
        kind: repeat
        text: Who?
        each: "Person {number}"
        min: 1
        questions:
          - {id: age, kind: integer, text: Age?}
          - {id: fears, kind: yes_no, text: Fears?, needs: [referral_path]}
  - id: second
    title: Second
    needs: [trained_interviewers]
    questions:
      - {id: more, kind: text, text: More?}
"""

ALWAYS = {"theft", "members", "members.0.age"}
BEHIND = {
    "hurt": {"referral_path"},
    "members.0.fears": {"referral_path"},
    "rooms": {"private_interviews"},
    "kitchen": {"private_interviews"},
    "yard": {"private_interviews", "trained_interviewers"},
    "more": {"trained_interviewers"},
}
SETS = list(chain.from_iterable(combinations(NEEDS, size) for size in range(4)))


@pytest.fixture(scope="module")
def form():
    return parse_questionnaire(FORM, "home.yaml")


@pytest.mark.parametrize("promises", SETS, ids="+".join)
def test_a_question_is_asked_where_all_it_needs_is_promised(form, promises):
    """Every set of promises opens what needs no more than these, and nothing else."""
    asked = visible_questions(keep_promises(form, promises), {})

    opened = {name for name, needs in BEHIND.items() if needs <= set(promises)}
    assert asked == ALWAYS | opened


def test_a_questionnaire_that_was_only_read_has_everything_off(form):
    """Whoever forgets to ask for promises asks nobody what is dangerous."""
    assert visible_questions(form, {"hurt": "yes"}) == ALWAYS
    assert list(form.items) == ["theft"]
    assert [one.id for one in find_waiting(form)] == [
        "hurt", "rooms", "kitchen", "yard", "fears", "more",
    ]  # fmt: skip


def test_what_depends_on_a_question_that_is_off_is_not_asked(form):
    """An answer that came in all the same does not open anything."""
    assert "often" not in visible_questions(form, {"hurt": "yes"})
    opened = keep_promises(form, ["referral_path"])
    assert "often" in visible_questions(opened, {"hurt": "yes"})


def test_promises_can_be_taken_back(form):
    """What was on goes off again, and what was off for good never comes on."""
    opened = keep_promises(form, NEEDS)
    assert opened.promises == NEEDS
    assert not opened.questions["gone"].enabled
    assert not opened.questions["cellar"].enabled

    assert keep_promises(opened, ()) == form


def test_the_version_stays_what_it_is(form):
    """Answers to the same file carry the same version, whatever a project declares."""
    assert keep_promises(form, NEEDS).version == form.version


def test_promises_that_nothing_needs_change_nothing(street):
    """A questionnaire without such questions is the same everywhere."""
    assert keep_promises(street, NEEDS) is street


def test_violence_at_home_is_behind_the_gate(root):
    """The one question of the project that may put somebody in danger needs all three promises."""
    form = load_questionnaire(root / "questionnaires" / "neighbourhood-diagnosis.yaml")

    assert [(one.id, one.needs) for one in find_waiting(form)] == [("r06", NEEDS)]


def test_what_identifies_is_listed_in_the_order_of_asking():
    """A name and a telephone may stand beside a sample, its columns and checks of their own."""
    form = parse_questionnaire(
        "id: home\ntitle: Home\nunit: person\ndesign: {margins: {sex: {f: 1, m: 1}}}\n"
        "sections:\n  - id: all\n    title: All\n    questions:\n"
        "      - {id: name, kind: text, text: Name, identifying: true}\n"
        "      - id: sex\n        kind: choice\n        text: Sex\n"
        "        options: [{name: f, text: F}, {name: m, text: M}]\n"
        "      - id: phone\n        kind: text\n        text: Phone\n        identifying: true\n"
        "        checks: [{must: {q: phone, answered: true}, say: Please.}]\n",
        "home.yaml",
    )

    assert form.identifying == ["name", "phone"]
