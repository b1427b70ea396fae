"""The frozen questionnaire made from a file."""

import pytest

from survey.conditions.model import Comparison
from survey.kinds.model import Option
from survey.locale import Text
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import (
    Columns,
    Consent,
    Domain,
    Item,
    Passage,
    Thresholds,
)

FULL = """\
id: street
edition: "0.2"
language: fa
title: {fa: خیابان ما, en: Our street}
unit: household
words: {office: دفتر محله}
consent: {title: T, body: B, agree: A, decline: D, declined: E}
introduction: {title: T, body: B}
help: {title: T, body: B}
thanks: {title: T, body: B}
scales:
  agree:
    kind: rating
    missing: [dont_know]
    options:
      - {name: disagree, code: 1, text: مخالفم}
      - {name: agree, code: 2, text: موافقم}
domains:
  street: {title: The street}
  theft:
    title: Theft
    polarity: harm
    measure: reported
    weight: 2
    missing_rule: complete
    reflective: true
thresholds: {strength: 70, weakness: 30}
columns: {id: X_index, household: X_house, words: {prefer_not_answer: refused}}
sections:
  - id: walking
    title: Walking
    intro: Think of your street.
    questions:
      - id: safe
        scale: agree
        text: " I feel safe. "
        hint: Read aloud.
        domain: street
        polarity: negative
        weight: 2
        dk_as: 1
        not_applicable: I never go out
      - id: theft
        kind: yes_no
        text: Was anything stolen?
        hint: Since last year.
        hint_for: everyone
        domain: theft
        severity: 3
        level: household
        required: true
        sensitive: true
        help_line: true
        missing: [refused, dont_know, refused]
      - id: home
        kind: choice
        text: Home?
        options: [{name: own, text: O}, {name: rent, text: R}]
  - id: more
    title: More
    show_if: {q: theft, is: "yes"}
    questions:
      - {id: when, kind: date, text: When?, latest: today, show_if: {q: safe, is: agree}}
      - {id: how, kind: text, text: How?, enabled: false}
"""


@pytest.fixture(scope="module")
def street():
    return parse_questionnaire(FULL, "street.yaml")


def said(key, source):
    """Make the text that this file says under `key`."""
    return Text(source, "street", key)


def test_the_head_is_taken_over(street):
    """Edition, language, unit, thresholds and columns are those of the file."""
    assert (street.edition, street.language, street.unit) == ("0.2", "fa", "household")
    assert street.thresholds == Thresholds(70, 30)
    assert street.columns == Columns(
        id="X_index", household="X_house", words=(("prefer_not_answer", "refused"),)
    )


def test_inline_translations_keep_their_languages(street):
    """The source is the text in the file's language; all languages stay beside it."""
    inline = (("fa", "خیابان ما"), ("en", "Our street"))

    assert street.title == Text("خیابان ما", "street", "title", inline)


def test_every_text_has_its_key_in_the_catalogues(street):
    """Words, passages, consent, sections and domains have keys of their own."""
    passage = {"title": "T", "body": "B"}

    assert street.words == (("office", said("words.office", "دفتر محله")),)
    for key in ("introduction", "help", "thanks"):
        expected = Passage(**{part: said(f"{key}.{part}", text) for part, text in passage.items()})
        assert getattr(street, key) == expected
    assert street.consent == Consent(
        title=said("consent.title", "T"),
        body=said("consent.body", "B"),
        agree=said("consent.agree", "A"),
        decline=said("consent.decline", "D"),
        declined=said("consent.declined", "E"),
    )
    assert street.sections[0].title == said("section.walking.title", "Walking")
    assert street.sections[0].intro == said("section.walking.intro", "Think of your street.")


def test_domains_say_how_they_are_scored(street):
    """A domain is a strength filled by the two-way rule, unless the file says otherwise."""
    assert street.domains == (
        Domain("street", said("domain.street", "The street"), "strength"),
        Domain("theft", said("domain.theft", "Theft"), "harm", "reported", 2, "complete", True),
    )


def test_a_question_takes_answers_and_kind_from_its_scale(street):
    """The options of a scale have the scale's keys, so that they are translated once."""
    safe = street.questions["safe"]

    assert (safe.kind, safe.scale, safe.text) == ("rating", "agree", said("safe", "I feel safe."))
    assert safe.options == (
        Option("disagree", said("scale.agree.disagree", "مخالفم"), 1),
        Option("agree", said("scale.agree.agree", "موافقم"), 2),
    )


def test_a_question_with_its_own_answers_gives_them_its_own_keys(street):
    """Options and hints have the question's id in front."""
    assert street.questions["home"].options == (
        Option("own", said("home.own", "O")),
        Option("rent", said("home.rent", "R")),
    )
    assert street.questions["safe"].hint == said("safe.hint", "Read aloud.")
    assert street.questions["safe"].not_applicable == said("safe.not_applicable", "I never go out")


def test_yes_and_no_are_built_in(street):
    """A yes-no question has two options without any being listed."""
    assert [option.name for option in street.questions["theft"].options] == ["no", "yes"]


def test_answers_that_are_none_come_from_the_question_or_its_scale(street):
    """A question's own list wins, `not_applicable` is added, nothing is offered twice."""
    assert street.questions["safe"].missing == ("dont_know", "not_applicable")
    assert street.questions["theft"].missing == ("refused", "dont_know")
    assert street.questions["home"].missing == ()


def test_a_question_says_how_it_is_asked(street):
    """Level, duty, delicacy, help and hint are taken over."""
    theft = street.questions["theft"]

    assert (theft.level, theft.required, theft.sensitive, theft.help_line, theft.hint_for) == (
        "household",
        True,
        True,
        True,
        "everyone",
    )


def test_a_question_with_a_domain_is_an_item(street):
    """Polarity, weight, don't-know code and severity belong to the item."""
    assert street.questions["safe"].item == Item("street", "negative", 2, 1, 1)
    assert street.questions["theft"].item == Item("theft", "positive", severity=3)
    assert street.questions["home"].item is None


def test_conditions_and_settings_are_read(street):
    """Conditions become comparisons, a kind's own keys its settings."""
    assert street.sections[1].show_if == Comparison("theft", "is", "yes")
    assert street.questions["when"].show_if == Comparison("safe", "is", "agree")
    assert street.questions["when"].settings.latest == "today"
    assert street.questions["how"].enabled is False


def test_a_text_without_the_files_language_is_said_in_its_first(load):
    """A text given only in other languages than the file's still has a source."""
    street = load("- {id: a, kind: note, text: {ar: مرحبا, fa: سلام}}")

    assert street.questions["a"].text.source == "مرحبا"
