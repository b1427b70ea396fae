"""Old translations kept while sentences change."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from survey.locale import load_languages
from survey.translate.files import begin_catalogue, format_catalogue, format_template
from survey.translate.merge import merge_catalogue
from survey.translate.model import Sentence, Template

LANGUAGES = load_languages(Path(__file__).parents[2] / "translations")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

HEADER = """\
# Persian.
msgid ""
msgstr ""
"Project-Id-Version: Mahalla x\\n"
"POT-Creation-Date: 2026-11-22 09:00+0000\\n"
"PO-Revision-Date: 2026-11-22 09:00+0000\\n"
"Last-Translator: Mahalla\\n"
"Language: fa\\n"
"Language-Team: fa\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def merge(sentences, old):
    """Merge sentences into a PO file made of a header and `old`; give what follows the header."""
    template = Template("x", tuple(sentences))
    catalogue = read_po((HEADER + old).encode().splitlines(keepends=True))
    written = format_catalogue(merge_catalogue(template, catalogue)).decode()
    assert written.startswith(HEADER)
    return written.removeprefix(HEADER)


def test_a_translation_is_kept():
    """A sentence that is still there keeps its translation and its translator's comment."""
    old = '\n# Short.\nmsgid "Next"\nmsgstr "بعدی"\n'
    assert merge([Sentence("Next")], old) == old


@pytest.mark.parametrize(
    "old",
    [
        '\n# machine-drafted, needs review\nmsgid "Next"\nmsgstr "بعدی"\n',
        '\n# machine-drafted, needs review\n# Short.\n#: a.py\nmsgid "Next"\nmsgstr "بعدی"\n',
    ],
)
def test_the_mark_of_a_draft_is_kept(old):
    """Updating does not take a draft for a text that somebody has read."""
    files = ("a.py",) if "#:" in old else ()
    assert merge([Sentence("Next", files=files)], old) == old


def test_a_changed_draft_stays_a_draft():
    """A drafted question whose words changed is fuzzy and still marked."""
    old = '\n# machine-drafted, needs review\nmsgctxt "q1"\nmsgid "Who?"\nmsgstr "کی؟"\n'
    assert (
        '\n# machine-drafted, needs review\n#, fuzzy\nmsgctxt "q1"\nmsgid "Who is it?"\n'
        in merge([Sentence("Who is it?", context="q1")], old)
    )


def test_a_new_sentence_is_empty():
    """A new sentence waits for its translation, with the files it stands in and its format."""
    assert merge([Sentence("Page %(n)s", files=("survey/x.html",))], "") == (
        '\n#: survey/x.html\n#, python-format\nmsgid "Page %(n)s"\nmsgstr ""\n'
    )


def test_a_plain_percent_sign_is_no_format():
    """A sentence without placeholders is not checked as a format, whatever follows its `%`."""
    assert merge([Sentence("50 % of all")], "") == '\nmsgid "50 % of all"\nmsgstr ""\n'


def test_a_changed_question_turns_fuzzy():
    """A question whose words changed takes the old translation, marked; the old pair stays."""
    old = '\nmsgctxt "q1"\nmsgid "Who?"\nmsgstr "کی؟"\n'
    assert merge([Sentence("Who is it?", context="q1")], old) == (
        '\n#, fuzzy\nmsgctxt "q1"\nmsgid "Who is it?"\nmsgstr "کی؟"\n'
        '\n#~ msgctxt "q1"\n#~ msgid "Who?"\n#~ msgstr "کی؟"\n'
    )


def test_a_changed_sentence_of_the_interface_turns_fuzzy():
    """An interface sentence that is much like a vanished one takes its translation, marked."""
    old = '\nmsgid "Write a number."\nmsgstr "یک عدد بنویسید."\n'
    assert "#, fuzzy" in merge([Sentence("Write a whole number.")], old)


def test_an_unlike_sentence_takes_nothing():
    """A new sentence that is like none of the vanished ones starts empty."""
    old = '\nmsgid "Write a number."\nmsgstr "یک عدد بنویسید."\n'
    assert 'msgid "Thank you"\nmsgstr ""\n' in merge([Sentence("Thank you")], old)


def test_a_fuzzy_sentence_stays_fuzzy_until_a_person_has_seen_it():
    """Merging again does not clear the mark."""
    old = '\n#, fuzzy\nmsgctxt "q1"\nmsgid "Who is it?"\nmsgstr "کی؟"\n'
    assert merge([Sentence("Who is it?", context="q1")], old) == old


def test_what_an_editor_notes_of_the_past_goes():
    """The line in which Poedit keeps the former sentence does not turn into a comment."""
    old = '\n#| msgid "Who?"\nmsgctxt "q1"\nmsgid "Who is it?"\nmsgstr "کی؟"\n'
    assert merge([Sentence("Who is it?", context="q1")], old) == old.replace(
        '#| msgid "Who?"\n', ""
    )


def test_a_sentence_that_returns_finds_its_translation():
    """An obsolete translation is kept in the file and used again when its sentence returns."""
    gone = merge([], '\nmsgid "Next"\nmsgstr "بعدی"\n')
    assert merge([Sentence("Next")], gone) == '\nmsgid "Next"\nmsgstr "بعدی"\n'


def test_a_sentence_never_translated_leaves_nothing_behind():
    """An empty translation that is no longer needed goes."""
    assert merge([], '\nmsgid "Next"\nmsgstr ""\n') == ""


def test_a_sentence_that_gets_a_plural_keeps_its_words():
    """The translation of a sentence becomes the first form when a plural is added."""
    old = '\nmsgid "house"\nmsgstr "خانه"\n'
    assert merge([Sentence("house", "houses")], old) == (
        '\nmsgid "house"\nmsgid_plural "houses"\nmsgstr[0] "خانه"\nmsgstr[1] ""\n'
    )


def test_the_order_is_that_of_the_template():
    """Sentences stand in the order of their questionnaire, wherever they stood before."""
    old = '\nmsgid "B"\nmsgstr "ب"\n\nmsgid "A"\nmsgstr "آ"\n'
    assert merge([Sentence("A"), Sentence("B")], old) == (
        '\nmsgid "A"\nmsgstr "آ"\n\nmsgid "B"\nmsgstr "ب"\n'
    )


@pytest.mark.parametrize("tag", ["fa", "ar"])
def test_a_begun_catalogue_has_the_plural_rule_of_its_language(tag):
    """The header of a new file pins the plural rule of language.yaml."""
    catalogue = begin_catalogue(LANGUAGES[tag], "x", NOW)
    written = format_catalogue(catalogue).decode().replace('"\n"', "")
    assert f"Plural-Forms: {LANGUAGES[tag].plural}\\n" in written


def test_a_template_for_translators_elsewhere():
    """A POT file holds every sentence without translation."""
    template = Template("x", (Sentence("house", "houses"), Sentence("Next")))
    assert (
        format_template(template, LANGUAGES["en"], NOW)
        .decode()
        .endswith(
            '\nmsgid "house"\nmsgid_plural "houses"\nmsgstr[0] ""\nmsgstr[1] ""\n'
            '\nmsgid "Next"\nmsgstr ""\n'
        )
    )
