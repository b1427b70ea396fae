"""Every language has all that a language needs."""

import re
import shutil
import subprocess
from datetime import date

import pytest
from fontTools.ttLib import TTFont

from survey.locale import load_languages
from survey.settings import HOME, Settings
from survey.translate.work import list_work

LANGUAGES = load_languages(HOME / "translations")
FILES = sorted((HOME / "translations").glob("*/*.po"))
OFFERED = [language for language in LANGUAGES.values() if language.offered]


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_a_language_writes_numbers_shares_and_days(language):
    """Ten different digits, twelve months, and a day in both styles without a part left over."""
    assert (len(set(language.digits)), len(set(language.month_names))) == (10, 12)
    for style in ("long", "short"):
        written = language.date(date(2026, 11, 22), style)
        assert written
        assert not set("{}%") & set(written)
    assert language.number(7) in language.percent(7)


@pytest.mark.parametrize("language", OFFERED, ids=lambda language: language.tag)
def test_a_language_that_is_offered_has_its_whole_interface(language):
    """Every sentence of the program is translated, or the language is English."""
    due = [work for work in list_work(Settings()) if work.is_due and work.language is language]

    problems = [problem.say() for work in due for problem in work.check()]

    assert problems == []


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")
@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_translation_passes_msgfmt(file):
    """GNU gettext finds header, placeholders and plural forms in order, and so will any editor."""
    done = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", file], capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_draft_is_marked_as_every_other(file):
    """The comment of machine drafts has one spelling, so that it is counted and can be deleted."""
    comments = re.findall(r"^# .*(?:machine|review).*", file.read_text(encoding="utf-8"), re.M)

    assert set(comments) <= {"# machine-drafted, needs review"}


@pytest.mark.parametrize("tag", ["ckb", "fa_AF"])
def test_a_language_drafted_by_a_machine_says_so(tag):
    """Until a reader has deleted the marks, every form in it carries the notice."""
    drafts = LANGUAGES[tag].drafts

    assert LANGUAGES[tag].is_draft("neighbourhood-diagnosis") is bool(
        drafts & {"interface", "neighbourhood-diagnosis"}
    )
    assert not (LANGUAGES[tag].is_reviewed and drafts)


@pytest.mark.parametrize(
    "font", sorted(HOME.glob("survey/**/Vazirmatn*.*f*")), ids=lambda f: f.name
)
def test_our_fonts_have_every_letter_of_every_language(font):
    """No letter of a translation, a month or a digit is drawn as an empty box."""
    known = set(TTFont(font).getBestCmap())
    texts = [
        text
        for language in LANGUAGES.values()
        for messages in language.catalogues.values()
        for forms in messages.values()
        for text in (*forms, *language.month_names, language.digits, language.name)
    ]

    assert {letter for letter in "".join(texts) if letter.isprintable()} <= set(map(chr, known))
