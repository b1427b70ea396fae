"""Sentences found in code, pages and questionnaires."""

from pathlib import Path

import pytest

from survey.errors import MahallaError
from survey.questionnaire.load import parse_questionnaire
from survey.translate.extract import (
    extract_interface,
    extract_page,
    extract_python,
    extract_questionnaire,
)
from survey.translate.model import Sentence

QUESTIONNAIRE = """
id: trust
title: Trust
unit: person
words: {office: the office}
scales:
  agree2:
    kind: rating
    options: [{name: n, code: 0, text: Not at all}, {name: f, code: 1, text: Fully}]
domains:
  trust: {title: Trust in people}
sections:
  - id: one
    title: First
    questions:
      - {id: q1, scale: agree2, text: "Do you trust {office}?", hint: Wait., domain: trust}
      - {id: q2, scale: agree2, text: And the others?, domain: trust}
      - {id: q3, kind: choice, text: Who?, options: [{name: a, text: I}, {name: b, text: You}]}
      - {id: q4, kind: yes_no, text: Sure?}
"""


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('N_("One.")', [Sentence("One.")]),
        ('PAIRS = {1: NN_("one", "many")}', [Sentence("one", "many")]),
        ('_("One.")', [Sentence("One.")]),
        ('language.gettext("One %(n)s.", n=1)', [Sentence("One %(n)s.")]),
        ('language.ngettext("one", "many", 3)', [Sentence("one", "many")]),
        ('raise AnswerError(N_("One " "and two."), x=gettext("Three"))', ["One and two.", "Three"]),
        ('gettext(message); gettext(""); title("One."); ngettext("one", many, 3)', []),
        ('say = language.gettext\nsay("One.")', [Sentence("One.")]),
        ('say, n = l.gettext, l.ngettext\nn("one", "many", 3)', [Sentence("one", "many")]),
        ('say("One.")', []),
        ('def gettext(self, message="One."): pass', []),
    ],
)
def test_sentences_in_code_are_those_marked(code, found):
    """Marked sentences are found wherever a call may stand; nothing else is."""
    sentences = [one if isinstance(one, Sentence) else Sentence(one) for one in found]
    assert list(extract_python(code)) == sentences


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>{{ _('One.') }}</p>", [Sentence("One.")]),
        ("{{ language.gettext('One %(n)s.', n=3) }}", [Sentence("One %(n)s.")]),
        ("{% set t = ngettext('one', 'many', n) %}", [Sentence("one", "many")]),
        ("{% trans %}One.{% endtrans %}", [Sentence("One.")]),
        ("{{ say('One.') }}{{ say(title) }}", [Sentence("One.")]),
        ("{{ language.text(title) }}{{ _(title) }}", []),
    ],
)
def test_sentences_in_pages_are_those_marked(markup, found):
    """Calls and blocks of a page template are found, in any expression."""
    assert list(extract_page(markup)) == found


def test_the_interface_is_read_file_by_file(tmp_path):
    """Every sentence is listed once, with all files it stands in and its plural if any has one."""
    room = tmp_path / "survey" / "room"
    room.mkdir(parents=True)
    (room / "b.py").write_text('N_("One.")\nN_("Two.")\n', encoding="utf-8")
    (room / "a.html").write_text("{{ ngettext('Two.', 'Twos.', 2) }}", encoding="utf-8")
    (room / "c.txt").write_text('N_("Three.")', encoding="utf-8")
    assert extract_interface(tmp_path / "survey").sentences == (
        Sentence("Two.", "Twos.", files=("survey/room/a.html", "survey/room/b.py")),
        Sentence("One.", files=("survey/room/b.py",)),
    )


def test_a_broken_page_is_a_sentence(tmp_path):
    """A page template that cannot be read is named with its line."""
    (tmp_path / "x.html").write_text("\n{% if %}", encoding="utf-8")
    with pytest.raises(MahallaError, match=r"x\.html:2: This page template cannot be read"):
        extract_interface(tmp_path)


def test_a_questionnaire_is_read_in_its_order():
    """Texts come opening first, then scales, domains and sections, each once, with its key."""
    template = extract_questionnaire(parse_questionnaire(QUESTIONNAIRE, "trust.yaml"))
    assert [sentence.key for sentence in template.sentences] == [
        ("title", "Trust"),
        ("words.office", "the office"),
        ("scale.agree2.n", "Not at all"),
        ("scale.agree2.f", "Fully"),
        ("domain.trust", "Trust in people"),
        ("section.one.title", "First"),
        ("q1", "Do you trust {office}?"),
        ("q1.hint", "Wait."),
        ("q2", "And the others?"),
        ("q3", "Who?"),
        ("q3.a", "I"),
        ("q3.b", "You"),
        ("q4", "Sure?"),
    ]


def test_the_titles_of_variables_and_indices_are_read():
    """A table of areas has texts too."""
    towns = """\
id: towns
title: Our towns
unit: area
variables: {income: {title: Income a head}}
indices: {living: {title: Living conditions, of: [income]}}
"""
    template = extract_questionnaire(parse_questionnaire(towns, "towns.yaml"))
    assert [sentence.key for sentence in template.sentences] == [
        ("title", "Our towns"),
        ("variable.income", "Income a head"),
        ("index.living", "Living conditions"),
    ]


def test_our_own_code_has_sentences():
    """The words of the built-in answers are found in the program itself."""
    code = Path(__file__).parents[2] / "survey"
    sources = {sentence.source for sentence in extract_interface(code).sentences}
    assert {"Yes", "No"} <= sources
