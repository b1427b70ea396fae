"""What the site's own pages show of a release, in the reader's words."""

from collections.abc import Iterator
from dataclasses import dataclass

from survey.locale import Language
from survey.places.model import Neighbourhood
from survey.questionnaire.model import Domain
from survey.reports.findings import find_needs, find_strengths, standing_of
from survey.reports.reading import Reading, read_neighbourhood
from survey.reports.scores import Score
from survey.reports.voice import Voice
from survey.results.model import Release


@dataclass(frozen=True)
class Card:
    """One neighbourhood on the first page; without released scores the lists are empty."""

    place: Neighbourhood
    name: str
    is_silent: bool
    respondents: str
    strengths: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One domain on a neighbourhood's page; without a score it has too few answers to be shown."""

    title: str
    is_harm: bool
    tone: str = ""
    verdict: str = ""
    score: str = ""
    span: str = ""
    respondents: str = ""
    estimate: float = 0.0
    lower: float = 0.0
    upper: float = 0.0


def make_cards(release: Release, language: Language) -> list[Card]:
    """Describe every neighbourhood of a release in a line."""
    return [
        _make_card(read_neighbourhood(release, place.id), Voice(language, release.questionnaire))
        for place in release.project.neighbourhoods
    ]


def make_rows(reading: Reading, language: Language) -> list[Row]:
    """Describe every domain of a neighbourhood, strengths first, as the release has them."""
    return list(_make_rows(reading, Voice(language, reading.questionnaire)))


def _make_card(reading: Reading, voice: Voice) -> Card:
    return Card(
        place=reading.place,
        name=voice.language.text(reading.place.name),
        is_silent=reading.is_silent,
        respondents="" if reading.is_silent else voice.respondents(reading.here.respondents),
        strengths=tuple(voice.text(one.title) for one in find_strengths(reading) if one.is_topic),
        needs=tuple(voice.text(one.title) for one in find_needs(reading) if one.is_topic),
    )


def _make_rows(reading: Reading, voice: Voice) -> Iterator[Row]:
    for domain in (*reading.topics, *reading.harms):
        score = reading.score_of(domain)
        title, is_harm = voice.text(domain.title), domain.polarity == "harm"
        yield _make_row(domain, score, voice) if score else Row(title, is_harm)


def _make_row(domain: Domain, score: Score, voice: Voice) -> Row:
    standing = standing_of(score.label)
    has_span = score.lower is not None and score.upper is not None
    return Row(
        title=voice.text(domain.title),
        is_harm=domain.polarity == "harm",
        tone=standing.tone if standing else "middle",
        verdict=say_label(score.label, voice.language),
        score=voice.whole(score.estimate),
        span=voice.span(score),
        respondents=voice.respondents(score.n),
        estimate=score.estimate,
        lower=score.lower if has_span and score.lower is not None else score.estimate,
        upper=score.upper if has_span and score.upper is not None else score.estimate,
    )


def say_label(label: str, language: Language) -> str:
    """Say a label of the scores in a few words."""
    words = {
        "strength": language.gettext("A strength"),
        "likely_strength": language.gettext("Probably a strength"),
        "mixed": language.gettext("In between"),
        "uncertain": language.gettext("Not sure"),
        "likely_weakness": language.gettext("Probably a weakness"),
        "weakness": language.gettext("A weakness"),
        "high_concern": language.gettext("A great concern"),
        "likely_high_concern": language.gettext("Probably a great concern"),
        "likely_low_concern": language.gettext("Probably a small concern"),
        "low_concern": language.gettext("A small concern"),
    }
    return words.get(label, "")
