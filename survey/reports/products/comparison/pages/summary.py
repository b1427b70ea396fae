"""Page 1, the summary: what is common, where the neighbourhoods differ, and where they lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.errors import NN_
from survey.reports.charts.point_map import Point, PointMap
from survey.reports.key_numbers import BigNumber
from survey.reports.map_labels import find_middle
from survey.reports.marks import Tone
from survey.reports.overview import Overview
from survey.reports.products.comparison.bands import (
    Topic,
    by_difference,
    count_tone,
    find_topics,
    judged,
    tone_of,
)
from survey.reports.products.comparison.words import (
    MOST_IN_LIST,
    number_places,
    write_most_different,
    write_topic,
)
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 1

MOST_NAMED = 3
"""How many topics that differ are named."""

TALLEST, LARGE_TALLEST = 138.0, 240.0
"""How tall the map may be; in large print it has a sheet of its own."""


@dataclass(frozen=True)
class Summary:
    """The content of the page; `silence` counts the neighbourhoods of which nothing is shown."""

    name: str
    wave: str
    headline: str
    numbers: tuple[BigNumber, ...]
    map: PointMap | None
    map_title: str
    map_caption: str
    differences_title: str
    differences: tuple[str, ...]
    silence: str
    discuss: str


def build(overview: Overview, voice: Voice) -> Summary:
    """Build the page; it is printed in every comparison."""
    say, topics = voice.language.gettext, find_topics(overview)
    ordered = by_difference(overview, topics)
    is_small = len(overview.readings) <= MOST_IN_LIST
    tallest = voice.look.choose(TALLEST, LARGE_TALLEST)
    chart = draw_map(overview, judged(topics), voice, tallest) if is_small else None
    return Summary(
        name=voice.language.text(overview.project.title),
        wave=voice.language.text(overview.wave.title),
        headline=write_headline(overview, judged(topics), voice),
        numbers=count_basics(overview, topics, voice),
        map=chart,
        map_title=say("Strengths and weak points on the map"),
        map_caption=explain_map(overview, chart, voice),
        differences_title=write_most_different(ordered, voice),
        differences=tuple(write_topic(topic, voice) for topic in ordered[:MOST_NAMED]),
        silence=count_silent(overview, voice),
        discuss=say(
            "Talk about it: what do the neighbourhoods have in common, and what can one learn from "
            "another?"
        ),
    )


_SHARED = {
    "good": NN_(
        "“%(topic)s” is a strength in %(number)s of %(count)s neighbourhood.",
        "“%(topic)s” is a strength in %(number)s of %(count)s neighbourhoods.",
    ),
    "need": NN_(
        "“%(topic)s” is a weak point in %(number)s of %(count)s neighbourhood.",
        "“%(topic)s” is a weak point in %(number)s of %(count)s neighbourhoods.",
    ),
    "harm": NN_(
        "“%(topic)s” is a serious concern in %(number)s of %(count)s neighbourhood.",
        "“%(topic)s” is a serious concern in %(number)s of %(count)s neighbourhoods.",
    ),
}


def write_headline(overview: Overview, topics: Sequence[Topic], voice: Voice) -> str:
    """Say the most widespread strength and the most widespread need, a sentence a line."""
    good = _most_shared(overview, [t for t in topics if not t.is_harm], "good")
    need = _most_shared(overview, topics, "need")
    found = [
        _say_shared(overview, good, "good", voice) if good else "",
        _say_shared(overview, need, "harm" if need.is_harm else "need", voice) if need else "",
    ]
    if not any(found):
        return voice.language.gettext(
            "No topic is clearly a strength or a weak point in any neighbourhood."
        )
    return "\n".join(filter(None, found))


def _most_shared(overview: Overview, topics: Sequence[Topic], tone: Tone) -> Topic | None:
    """Find the topic that is of this tone in the most neighbourhoods, the first of equals."""
    best = max(topics, key=lambda topic: count_tone(overview, topic, tone), default=None)
    return best if best and count_tone(overview, best, tone) else None


def _say_shared(overview: Overview, topic: Topic, kind: str, voice: Voice) -> str:
    tone: Tone = "good" if kind == "good" else "need"
    return voice.language.ngettext(
        *_SHARED[kind],
        len(topic.bands) - topic.count("hidden"),
        topic=voice.text(topic.domain.title),
        number=count_tone(overview, topic, tone),
    )


def count_basics(
    overview: Overview, topics: Sequence[Topic], voice: Voice
) -> tuple[BigNumber, ...]:
    """Count the neighbourhoods, who answered, and the topics."""
    say, count = voice.language.gettext, voice.language.ngettext
    places = len(overview.readings)
    return (
        BigNumber(
            voice.whole(places),
            count(
                "neighbourhood, set beside itself",
                "neighbourhoods side by side, in bands and not in a ranking",
                places,
            ),
        ),
        BigNumber(
            voice.respondents(overview.imprint.responses),
            say(
                "answered between %(first)s and %(last)s",
                first=overview.wave.starts,
                last=overview.imprint.last_day,
            ),
        ),
        BigNumber(
            voice.whole(len(topics)),
            count("topic, scored from 0 to 100", "topics, each scored from 0 to 100", len(topics)),
        ),
    )


def draw_map(
    overview: Overview, topics: Sequence[Topic], voice: Voice, tallest: float
) -> PointMap | None:
    """Mark every neighbourhood that has an outline; None where none has."""
    placed = [reading for reading in overview.readings if reading.place.outline]
    if not any(not reading.is_silent for reading in placed):
        return None
    say, numbers = voice.language.gettext, number_places(overview, voice)
    points = tuple(
        Point(
            find_centre(reading),
            voice.language.text(reading.place.name),
            weigh(reading, topics),
            number=number,
        )
        for reading, number in zip(overview.readings, numbers, strict=True)
        if reading in placed and not reading.is_silent
    )
    return PointMap(
        title=say("Map of strengths and weak points"),
        areas=tuple(reading.place.outline for reading in placed),
        points=points,
        keys=(
            ("good", say("more strengths than weak points")),
            ("need", say("more weak points than strengths")),
            ("middle", say("as many of both, or none")),
        ),
        head=(say("Neighbourhood"), say("Strengths and weak points")),
        tallest=tallest,
        has_list=len(overview.readings) <= MOST_IN_LIST,
    )


def find_centre(reading: Reading) -> tuple[float, float]:
    """Find the middle of a neighbourhood, in degrees."""
    return find_middle(reading.place.outline)


def weigh(reading: Reading, topics: Sequence[Topic]) -> Tone:
    """Set the clear strengths of a neighbourhood against its clear needs.

    A serious harm is a need, but a rare harm is no strength.
    """
    tones = [(topic.is_harm, tone_of(reading, topic.domain)) for topic in topics]
    strengths = sum(1 for is_harm, tone in tones if tone == "good" and not is_harm)
    needs = sum(1 for _, tone in tones if tone == "need")
    if strengths == needs:
        return "middle"
    return "good" if strengths > needs else "need"


def explain_map(overview: Overview, chart: PointMap | None, voice: Voice) -> str:
    """Say what is counted, and what is not on the map."""
    if chart is None:
        return ""
    say, sentences = voice.language.gettext, []
    sentences.append(say("Only what is certain is counted; serious harms count as weak points."))
    if len(chart.points) < len(chart.areas):
        sentences.append(say("Without a mark: too few answers."))
    missing = len(overview.readings) - len(chart.areas)
    if missing:
        sentences.append(
            voice.language.ngettext(
                "%(count)s neighbourhood is not on the map: its outline is not known.",
                "%(count)s neighbourhoods are not on the map: their outlines are not known.",
                missing,
            )
        )
    if not chart.has_list:
        sentences.append(say("The numbers are those of the table of all neighbourhoods."))
    return " ".join(sentences)


def count_silent(overview: Overview, voice: Voice) -> str:
    """Say of how many neighbourhoods nothing may be shown; empty where of none."""
    silent = sum(1 for reading in overview.readings if reading.is_silent)
    if not silent:
        return ""
    return voice.language.ngettext(
        "In %(count)s neighbourhood too few people answered for results to be shown.",
        "In %(count)s neighbourhoods too few people answered for results to be shown.",
        silent,
    )
