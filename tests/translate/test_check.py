"""What keeps a translation from being finished."""

import shutil
from pathlib import Path

import pytest

from survey.locale import load_languages
from survey.translate.check import check_catalogue, count_finished, run_msgfmt, shorten
from survey.translate.files import load_catalogue
from survey.translate.model import Sentence, Template

LANGUAGES = load_languages(Path(__file__).parents[2] / "translations")

HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: x\\n"
"PO-Revision-Date: 2026-11-22 09:00+0000\\n"
"Last-Translator: x\\n"
"Language: fa\\n"
"Language-Team: fa\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
FIRST_LINE = HEADER.count("\n") + 1


@pytest.fixture
def file(tmp_path):
    """A place for a PO file."""
    return tmp_path / "fa.po"


def check(file, sentence, text, header=HEADER):
    """Check a PO file made of a header and `text` against one sentence; give what is said."""
    file.write_text(header + text, encoding="utf-8")
    template = Template("x", (sentence,) if sentence else ())
    problems = check_catalogue(template, load_catalogue(file), LANGUAGES["fa"], file)
    return [problem.say().removeprefix(str(file)) for problem in problems]


def test_a_finished_translation_has_no_problem(file):
    """A complete catalogue is not complained of."""
    text = 'msgid "%(count)s house"\nmsgid_plural "%(count)s houses"\n'
    text += 'msgstr[0] "یک خانه"\nmsgstr[1] "%(count)s خانه"\n'
    assert check(file, Sentence("%(count)s house", "%(count)s houses"), text) == []


@pytest.mark.parametrize(
    ("sentence", "text", "said"),
    [
        (Sentence("A"), "", ": “A” is not in this file. Run `mahalla translate update`."),
        (
            None,
            'msgid "A"\nmsgstr "آ"\n',
            f":{FIRST_LINE}: “A” is no longer used. Run `mahalla translate update`.",
        ),
        (
            Sentence("A"),
            'msgid "A"\nmsgstr ""\n',
            f":{FIRST_LINE}: “A” is not translated. Write its translation below it.",
        ),
        (
            Sentence("A", "As"),
            'msgid "A"\nmsgid_plural "As"\nmsgstr[0] "آ"\nmsgstr[1] ""\n',
            f":{FIRST_LINE}: “A” is not translated. Write its translation below it.",
        ),
        (
            Sentence("A"),
            '#, fuzzy\nmsgid "A"\nmsgstr "آ"\n',
            f":{FIRST_LINE + 1}: “A” has changed since it was translated. Correct the translation "
            "and remove the mark `fuzzy`.",
        ),
        (
            Sentence("{a} A"),
            'msgid "{a} A"\nmsgstr "آ"\n',
            f":{FIRST_LINE}: “{{a}} A” and its translation do not have the same placeholders. "
            "Write each one exactly as in the source.",
        ),
    ],
)
def test_a_problem_is_told_with_its_line(file, sentence, text, said):
    """What is missing, stale, empty, fuzzy or misleading is told with file and line."""
    assert check(file, sentence, text) == [said]


def test_a_wrong_plural_rule_is_told(file):
    """A header that differs from language.yaml is told."""
    header = HEADER.replace("(n > 1)", "(n != 1)")
    assert check(file, None, "", header) == [
        ":1: The header must say `Plural-Forms: nplurals=2; plural=(n > 1);`, "
        "as language.yaml does."
    ]


def test_finished_sentences_are_counted(file):
    """Only sentences that are needed, translated and not fuzzy count."""
    text = 'msgid "A"\nmsgstr "آ"\n\n#, fuzzy\nmsgid "B"\nmsgstr "ب"\n\nmsgid "C"\nmsgstr "پ"\n'
    file.write_text(HEADER + text, encoding="utf-8")
    template = Template("x", (Sentence("A"), Sentence("B"), Sentence("D")))
    assert count_finished(load_catalogue(file), template) == 1


def test_a_long_sentence_is_shortened():
    """A sentence is cut so that a problem stays on one line."""
    assert shorten("one\ntwo three", 8) == "one two…"


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
def test_msgfmt_has_its_say(file):
    """What msgfmt finds wrong is told with file and line."""
    file.write_text(HEADER + 'msgid "A\\n"\nmsgstr "آ"\n', encoding="utf-8")
    assert [problem.where.line for problem in run_msgfmt(file)] == [FIRST_LINE + 1]


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
def test_msgfmt_is_content_with_a_good_file(file):
    """A well-formed file passes msgfmt."""
    file.write_text(HEADER + 'msgid "A"\nmsgstr "آ"\n', encoding="utf-8")
    assert run_msgfmt(file) == []


def test_without_msgfmt_there_is_no_complaint(file, monkeypatch):
    """On a machine without GNU gettext that one check is left out."""
    monkeypatch.setenv("PATH", "")
    assert run_msgfmt(file) == []
