"""What keeps a translation from being finished."""

import shutil
from pathlib import Path

import pytest

from survey.locale import load_languages
from survey.translate.check import (
    check_catalogue,
    find_drafts,
    measure_catalogue,
    run_msgfmt,
    shorten,
)
from survey.translate.files import load_catalogue
from survey.translate.model import Progress, Sentence, Template

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


def measure(file, text, *sentences):
    """Count how far a PO file made of a header and `text` is in translating the sentences."""
    file.write_text(HEADER + text, encoding="utf-8")
    return measure_catalogue(Template("x", sentences), load_catalogue(file), "fa")


def test_sentences_are_counted_by_their_state(file):
    """Each sentence that is needed counts once: reviewed, drafted, fuzzy or missing."""
    text = (
        'msgid "A"\nmsgstr "آ"\n\n'
        '# machine-drafted, needs review\nmsgid "B"\nmsgstr "ب"\n\n'
        '#, fuzzy\nmsgid "C"\nmsgstr "پ"\n\n'
        'msgid "D"\nmsgstr ""\n\nmsgid "not needed"\nmsgstr "ت"\n'
    )
    done = measure(file, text, *map(Sentence, "ABCDE"))
    assert done == Progress(total=5, reviewed=1, drafted=1, fuzzy=1)
    assert (done.translated, done.missing) == (2, 2)


def test_a_translation_that_cannot_be_used_is_missing(file):
    """A translation with a placeholder of its own is not shown, so it does not count."""
    assert measure(file, 'msgid "A"\nmsgstr "%(x)s آ"\n', Sentence("A")).missing == 1


def test_a_changed_draft_counts_as_fuzzy(file):
    """What must be corrected before it is shown counts as that, drafted or not."""
    text = '# machine-drafted, needs review\n#, fuzzy\nmsgid "A"\nmsgstr "آ"\n'
    assert measure(file, text, Sentence("A")) == Progress(total=1, fuzzy=1)


def test_a_text_in_the_questionnaires_own_file_counts(file):
    """An inline text of a questionnaire needs no catalogue, and is not asked for."""
    sentence = Sentence("A", context="q1", inline=frozenset({"fa"}))
    assert measure(file, "", sentence) == Progress(total=1, reviewed=1)
    assert check(file, sentence, "") == []


def test_drafts_are_told_with_what_a_reader_does(file):
    """A reader is led to each draft, and told to delete the mark."""
    text = '# machine-drafted, needs review\nmsgid "A"\nmsgstr "آ"\n'
    file.write_text(HEADER + text, encoding="utf-8")
    told = [problem.say() for problem in find_drafts(load_catalogue(file), file)]
    assert told == [
        f"{file}:{FIRST_LINE + 1}: “A” was translated by a machine. Read the translation, correct "
        "it, and delete the line `# machine-drafted, needs review` above it."
    ]


def test_a_long_sentence_is_shortened():
    """A sentence is cut so that a problem stays on one line."""
    assert shorten("one\ntwo three", 8) == "one two…"


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
def test_msgfmt_has_its_say(file):
    """What msgfmt finds wrong is told with file and line."""
    file.write_text(HEADER + 'msgid "A\\n"\nmsgstr "آ"\n', encoding="utf-8")
    assert [problem.where.line for problem in run_msgfmt(file)] == [FIRST_LINE + 1]


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
@pytest.mark.parametrize(
    "text",
    [
        '#, python-format\nmsgid "%(n)s houses"\nmsgstr "%(m)s خانه"\n',
        '#, python-brace-format\nmsgid "{n} houses"\nmsgstr "{m} خانه"\n',
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "آ"\nmsgstr[1] "ب"\nmsgstr[2] "پ"\n',
    ],
)
def test_msgfmt_sees_wrong_placeholders_and_plurals(file, text):
    """A placeholder that its source has not, and a plural form too many, are told."""
    file.write_text(HEADER + text, encoding="utf-8")
    assert run_msgfmt(file) != []


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
def test_msgfmt_is_content_with_a_good_file(file):
    """A well-formed file passes msgfmt."""
    file.write_text(HEADER + 'msgid "A"\nmsgstr "آ"\n', encoding="utf-8")
    assert run_msgfmt(file) == []


def test_without_msgfmt_there_is_no_complaint(file, monkeypatch):
    """On a machine without GNU gettext that one check is left out."""
    monkeypatch.setenv("PATH", "")
    assert run_msgfmt(file) == []
