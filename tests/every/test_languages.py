"""Every language has all that a language needs."""

from datetime import date

import pytest

from survey.locale import load_languages
from survey.settings import HOME, Settings
from survey.translate.work import list_work

LANGUAGES = load_languages(HOME / "translations")
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
