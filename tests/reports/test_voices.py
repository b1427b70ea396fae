"""Page 7: sentences of residents' own answers, and where there are none."""

from dataclasses import replace

import pytest

from survey.locale import Language
from survey.reports.products.neighbourhood.pages.voices import MOST_QUOTES, build
from survey.reports.quotes import Quote
from survey.reports.reading import Reading, read_neighbourhood
from survey.reports.voice import Voice
from survey.results.model import Release

QUOTES = (
    Quote("z03", "The baker knows everyone.", "en"),
    Quote("z02", "Lamps … in the lower street.", "en"),
    Quote("z02", "چراغ می‌خواهیم.", "fa_AF"),
)


@pytest.fixture
def reading(release: Release) -> Reading:
    return read_neighbourhood(release, "sepidar")


@pytest.fixture
def voice(reading: Reading, languages: dict[str, Language]) -> Voice:
    return Voice(languages["en"], reading.questionnaire)


def test_nothing_chosen(reading: Reading, voice: Voice):
    """Without sentences there is no page."""
    assert build(reading, voice) is None


def test_silent_places_say_nothing(release: Release, voice: Voice):
    """Where no figure may be shown, no sentence is either."""
    silent = replace(read_neighbourhood(release, "labeh-rud"), quotes=QUOTES)
    assert build(silent, voice) is None


def test_sentences_stand_under_their_questions(reading: Reading, voice: Voice):
    """In the order of asking, in quotation marks, each in its own language."""
    page = build(replace(reading, quotes=QUOTES), voice)
    assert page is not None
    marks = str.maketrans("", "", "\u2068\u2069")
    said = [[(one.words.translate(marks), one.lang) for one in group.said] for group in page.groups]
    assert said == [
        [("“Lamps … in the lower street.”", "en"), ("“چراغ می‌خواهیم.”", "fa-AF")],
        [("“The baker knows everyone.”", "en")],
    ]


def test_no_more_than_a_page(reading: Reading, voice: Voice):
    """What does not fit is not printed."""
    many = tuple(Quote("z02", f"Sentence {number}.", "en") for number in range(40))
    page = build(replace(reading, quotes=many), voice)
    assert page is not None
    assert len(page.groups[0].said) == MOST_QUOTES
