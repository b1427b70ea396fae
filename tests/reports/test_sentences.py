"""What is said of figures: sentence by sentence, with what was expected written by hand.

The sentences claim no more than the scores allow, and good and bad are never mixed up: of a harm
more is worse. In every language that has a sentence, its placeholders and plural forms are there.
"""

from collections.abc import Sequence

import pytest

from survey.locale import Language
from survey.reports.findings import find_needs, find_strengths
from survey.reports.headline import write_headline
from survey.reports.products.neighbourhood.pages import harms, results, summary
from survey.reports.products.neighbourhood.pages.views import write_share
from survey.reports.voice import Voice
from tests.reports.sample import (
    Row,
    questionnaire,
    shown,
    silent_rows,
    withheld,
)
from tests.reports.standings import (
    GRAVE,
    LIKELY_GRAVE,
    LIKELY_QOL,
    LIKELY_WEAK,
    QOL,
    WEAK,
    harm,
    read,
    topic,
)


@pytest.fixture
def voice(languages: dict[str, Language]) -> Voice:
    return Voice(languages["en"], questionnaire())


HEADLINES: list[tuple[Sequence[Row], str]] = [
    ([QOL], "“Quality of life” is a strength of this neighbourhood."),
    ([LIKELY_QOL], "“Quality of life” is probably a strength of this neighbourhood."),
    ([WEAK], "“Public environment” is a weak point of this neighbourhood."),
    ([LIKELY_WEAK], "“Public environment” is probably a weak point of this neighbourhood."),
    ([GRAVE], "“Social harms as residents see them” is a serious concern in this neighbourhood."),
    (
        [LIKELY_GRAVE],
        "“Social harms as residents see them” is probably a serious concern in this neighbourhood.",
    ),
    (
        [QOL, WEAK],
        "“Quality of life” is a strength here, but “Public environment” is a weak point.",
    ),
    (
        [QOL, LIKELY_WEAK],
        "“Quality of life” is a strength here, but “Public environment” is probably a weak point.",
    ),
    (
        [LIKELY_QOL, WEAK],
        "“Quality of life” is probably a strength here, but “Public environment” is a weak point.",
    ),
    (
        [LIKELY_QOL, LIKELY_WEAK],
        "“Quality of life” is probably a strength here, and “Public environment” probably a weak "
        "point.",
    ),
    (
        [QOL, GRAVE],
        "“Quality of life” is a strength here, but “Social harms as residents see them” is a "
        "serious concern.",
    ),
    (
        [LIKELY_QOL, LIKELY_GRAVE],
        "“Quality of life” is probably a strength here, and “Social harms as residents see them” "
        "probably a serious concern.",
    ),
    # A rare harm is no strength.
    (
        [topic("qol", 50, "mixed"), harm(10, "low_concern")],
        "No topic stands out here: all lie between strength and weak point.",
    ),
    # What is certain comes before what is only likely, however far that lies out.
    (
        [topic("qol", 62, "strength"), topic("assets", 75, "likely_strength")],
        "“Quality of life” is a strength of this neighbourhood.",
    ),
    (
        [topic("qol", 50, "mixed"), topic("assets", 50, "uncertain", wide=20)],
        "No topic clearly stands out here; of some, the answers are too few to say.",
    ),
    (
        [topic("qol", 50, "mixed"), withheld("sepidar", "strength", "assets")],
        "No topic clearly stands out here; of some, the answers are too few to say.",
    ),
    (
        [topic("qol", 50, "mixed", n=20)],
        "First impressions: there are too few answers to name strengths or weak points.",
    ),
    (
        [topic("environment", 50, "mixed"), shown("sepidar", "item", "e05", 22)],
        "No topic as a whole stands out here, but single questions do.",
    ),
    (silent_rows("sepidar"), "Too few people answered here for results to be shown."),
]


@pytest.mark.parametrize(("rows", "expected"), HEADLINES)
def test_headlines(voice: Voice, rows: Sequence[Row], expected: str) -> None:
    """The headline says the finding as surely as the labels do."""
    reading = read(*rows)
    said = write_headline(reading, voice, find_strengths(reading), find_needs(reading))
    assert said == expected


FACTS: list[tuple[Sequence[Row], str, tuple[str, ...]]] = [
    ([QOL], "Strengths", ("70 of 100, probably 66 to 74",)),
    ([LIKELY_QOL], "Strengths", ("Probably: 62 of 100, but it may be 58 to 66",)),
    ([WEAK], "Most urgent needs", ("30 of 100, probably 26 to 34",)),
    ([GRAVE], "Most urgent needs", ("Harm 70 of 100, probably 66 to 74",)),
    ([LIKELY_GRAVE], "Most urgent needs", ("Probably: harm 63 of 100, but it may be 59 to 67",)),
    (
        [QOL, shown("all", "strength", "qol", 50)],
        "Strengths",
        ("70 of 100, probably 66 to 74", "clearly above all neighbourhoods (50)"),
    ),
    (
        [WEAK, shown("all", "strength", "environment", 50)],
        "Most urgent needs",
        ("30 of 100, probably 26 to 34", "clearly below all neighbourhoods (50)"),
    ),
    # The ranges touch: nothing is said of a difference.
    (
        [QOL, shown("all", "strength", "qol", 63)],
        "Strengths",
        ("70 of 100, probably 66 to 74",),
    ),
]


@pytest.mark.parametrize(("rows", "listing", "expected"), FACTS)
def test_facts(voice: Voice, rows: Sequence[Row], listing: str, expected: tuple[str, ...]) -> None:
    """A strength or need has its score, its range, and how it compares where that is clear."""
    page = summary.build(read(*rows), voice)
    [entry] = next(one.entries for one in page.listings if one.title == listing)
    assert entry.facts == expected


SHARES = [
    (50.0, "Of every 2 answers, about 1 is “Agree”: Is it clean?"),
    (67.0, "Of every 3 answers, about 2 are “Agree”: Is it clean?"),
    (76.0, "Of every 4 answers, about 3 are “Agree”: Is it clean?"),
    (81.0, "Of every 5 answers, about 4 are “Agree”: Is it clean?"),
    (71.0, "Of every 10 answers, about 7 are “Agree”: Is it clean?"),
    (93.0, "Of every 10 answers, about 9 are “Agree”: Is it clean?"),
    (99.0, "Nearly all answers are “Agree”: Is it clean?"),
]


@pytest.mark.parametrize(("share", "expected"), SHARES)
def test_shares(voice: Voice, share: float, expected: str) -> None:
    """A share is said as people count, with “about”."""
    assert write_share(share, "“Agree”", "Is it clean?", voice) == expected


HARMS: list[tuple[Sequence[Row], str]] = [
    (
        [
            shown("sepidar", "top_two", "p01", 70, wide=5),
            shown("sepidar", "top_two", "p02", 70, wide=5),
            shown("all", "top_two", "p01", 50),
            shown("all", "top_two", "p02", 50),
        ],
        "2 social harms are clearly more common here than overall",
    ),
    (
        [shown("sepidar", "top_two", "p01", 30, wide=5), shown("all", "top_two", "p01", 50)],
        "1 social harm is clearly less common here than overall",
    ),
    (
        [shown("sepidar", "top_two", "p01", 55, wide=5), shown("all", "top_two", "p01", 50)],
        "No social harm here differs clearly from overall",
    ),
    ([shown("sepidar", "top_two", "p01", 55)], "How common social harms are here"),
]


@pytest.mark.parametrize(("rows", "expected"), HARMS)
def test_harms(voice: Voice, rows: Sequence[Row], expected: str) -> None:
    """Harms are called more or less common only where ranges do not touch."""
    page = harms.build(read(*rows, shown("sepidar", "item", "p01", 60)), voice)
    assert page is not None
    assert page.heading == expected


COUNTS: list[tuple[Sequence[Row], str]] = [
    ([QOL, WEAK], "1 topic is clearly a strength.\n1 topic is clearly a weak point."),
    (
        [QOL, topic("assets", 80, "strength"), LIKELY_WEAK],
        "2 topics are clearly strengths.\nNo topic is clearly a weak point.",
    ),
    ([LIKELY_QOL], "No topic is clearly a strength.\nNo topic is clearly a weak point."),
]


@pytest.mark.parametrize(("rows", "expected"), COUNTS)
def test_counts_of_results(voice: Voice, rows: Sequence[Row], expected: str) -> None:
    """Only what is certain is counted."""
    page = results.build(read(*rows), voice)
    assert page is not None
    assert page.heading == expected
