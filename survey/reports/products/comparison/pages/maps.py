"""Page 4, the maps: the topics in which the neighbourhoods differ most, the darker the better."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.reports.charts.choropleth import Area, Choropleth
from survey.reports.charts.point_map import PointMap
from survey.reports.overview import Overview
from survey.reports.products.comparison.bands import Topic, by_difference, find_topics, judged
from survey.reports.products.comparison.pages.summary import draw_map, explain_map
from survey.reports.products.comparison.paging import count_lines
from survey.reports.products.comparison.words import (
    MOST_IN_LIST,
    has_long_names,
    number_places,
    write_topic,
)
from survey.reports.reading import Reading
from survey.reports.scores import Score
from survey.reports.voice import Voice

PLACE = 4

MOST_SMALL = 12
"""Up to so many neighbourhoods two maps stand side by side; more have the whole width.

In large print every map has a sheet of its own.
"""

MOST_MAPS = 4
TALLEST, LARGE_TALLEST = 400.0, 240.0
TALLEST_TOPIC, LARGE_TALLEST_TOPIC, LARGE_WITH_LIST = 330.0, 200.0, 155.0
"""How tall the map of a topic may be; under it long names may be listed."""
STEPS, WIDTH = 5, 10
MIDDLE = 30
"""Where steps with open ends begin: those between run from 40 to 69."""

FEWEST_AREAS = 2


@dataclass(frozen=True)
class TopicMap:
    """One map with its title and what it shows in words."""

    title: str
    caption: str
    chart: Choropleth


@dataclass(frozen=True)
class Maps:
    """The content of the page; each of `sheets` has one map, or pairs of small ones."""

    section: str
    heading: str
    lead: str
    is_small: bool
    points: PointMap | None
    points_title: str
    points_caption: str
    sheets: tuple[tuple[TopicMap, ...], ...]
    caption: str
    discuss: str
    lines: int


@dataclass(frozen=True)
class Scale:
    """Five steps of ten from `start` up, shared by all maps; the ends are open where needed."""

    start: int
    is_open: bool

    def step_of(self, value: float, is_harm: bool) -> int:
        """Say in which step a score is; dark is better, so harms count from the other end."""
        step = min(max(int((value - self.start) // WIDTH), 0), STEPS - 1)
        return STEPS - 1 - step if is_harm else step

    def name(self, voice: Voice, is_harm: bool) -> tuple[str, ...]:
        """Name the steps from light to dark."""
        names = tuple(self._name(place, voice) for place in range(STEPS))
        return names[::-1] if is_harm else names

    def _name(self, place: int, voice: Voice) -> str:
        say, lower = voice.language.gettext, self.start + place * WIDTH
        if self.is_open and place == 0:
            return say("under %(limit)s", limit=voice.whole(lower + WIDTH))
        if self.is_open and place == STEPS - 1:
            return say("%(limit)s and over", limit=voice.whole(lower))
        upper = 100 if lower + WIDTH >= 100 else lower + WIDTH - 1
        return say("%(lower)s to %(upper)s", lower=voice.whole(lower), upper=voice.whole(upper))


def build(overview: Overview, voice: Voice) -> Maps | None:
    """Build the page; None with fewer than two outlines, or where no topic differs."""
    placed = [reading for reading in overview.readings if reading.place.outline]
    topics = by_difference(overview, find_topics(overview))[:MOST_MAPS]
    if len(placed) < FEWEST_AREAS or not topics:
        return None
    points = draw_points(overview, voice)
    say = voice.language.gettext
    is_small = len(placed) <= MOST_SMALL and not voice.look.is_large
    scale = choose_scale(placed, topics)
    maps = [draw_topic(overview, topic, scale, is_small, voice) for topic in topics]
    per_sheet = MOST_MAPS if is_small else 1
    return Maps(
        section=say("Maps"),
        heading=write_heading(len(by_difference(overview, find_topics(overview))), voice),
        lead=say("The topics that differ most. On every map, darker is better."),
        is_small=is_small,
        points=points,
        points_title=say("Strengths and weak points on the map"),
        points_caption=explain_map(overview, points, voice),
        sheets=tuple(
            tuple(maps[start : start + per_sheet]) for start in range(0, len(maps), per_sheet)
        ),
        caption=explain_maps(overview, voice),
        discuss=say(
            "Talk about it: where do light places lie side by side, and what lies between the dark "
            "ones and them?"
        ),
        lines=count_lines(voice.look, is_full=len(maps) == 1),
    )


def draw_points(overview: Overview, voice: Voice) -> PointMap | None:
    """Draw the map of strengths and weak points where it is too large for the first sheet."""
    if len(overview.readings) <= MOST_IN_LIST:
        return None
    tallest = voice.look.choose(TALLEST, LARGE_TALLEST)
    return draw_map(overview, judged(find_topics(overview)), voice, tallest)


def write_heading(count: int, voice: Voice) -> str:
    """Count the topics in which any neighbourhood differs clearly from overall."""
    return voice.language.ngettext(
        "In %(count)s topic it clearly matters where one lives",
        "In %(count)s topics it clearly matters where one lives",
        count,
    )


def choose_scale(placed: Sequence[Reading], topics: Sequence[Topic]) -> Scale:
    """Begin at the lowest score; where they do not fit into five steps, the ends are open."""
    scores = [reading.score_of(topic.domain) for reading in placed for topic in topics]
    rounded = [_whole(score) for score in scores if score]
    start = min(min(rounded, default=0) // WIDTH * WIDTH, 100 - STEPS * WIDTH)
    is_open = start + STEPS * WIDTH < 100 and max(rounded, default=0) >= start + STEPS * WIDTH
    return Scale(MIDDLE, is_open=True) if is_open else Scale(start, is_open=False)


def _whole(score: Score) -> int:
    """Round as the printed figure is rounded, so that shade and figure agree."""
    return int(score.estimate + 0.5)


def draw_topic(
    overview: Overview, topic: Topic, scale: Scale, is_small: bool, voice: Voice
) -> TopicMap:
    """Draw the map of a topic, and say what it shows."""
    say, title = voice.language.gettext, voice.text(topic.domain.title)
    large = LARGE_WITH_LIST if has_long_names(overview, voice) else LARGE_TALLEST_TOPIC
    chart = Choropleth(
        title=say("Map of “%(topic)s”", topic=title),
        areas=tuple(_areas(overview, topic, scale, voice)),
        steps=scale.name(voice, topic.is_harm),
        missing=say("too few answers"),
        head=(say("Neighbourhood"), say("Score")),
        tallest=170.0 if is_small else voice.look.choose(TALLEST_TOPIC, large),
        has_list=len(overview.readings) <= MOST_IN_LIST,
    )
    direction = say("100 is the most harm") if topic.is_harm else ""
    return TopicMap(write_topic(topic, voice), direction, chart)


def _areas(overview: Overview, topic: Topic, scale: Scale, voice: Voice) -> list[Area]:
    areas = []
    for reading, number in zip(overview.readings, number_places(overview, voice), strict=True):
        score = reading.score_of(topic.domain)
        area = Area(
            outline=reading.place.outline,
            name=voice.language.text(reading.place.name),
            step=scale.step_of(_whole(score), topic.is_harm) if score else None,
            value=voice.whole(score.estimate) if score else "",
            number=number,
        )
        if area.outline:
            areas.append(area)
    return areas


def explain_maps(overview: Overview, voice: Voice) -> str:
    """Warn of shades that look more different than they are, and say what the numbers are."""
    say = voice.language.gettext
    sentences = [say("Neighbouring shades may be alike; the bands on the next pages tell.")]
    if len(overview.readings) > MOST_IN_LIST:
        sentences.append(say("The numbers are those of the table of all neighbourhoods."))
    return " ".join(sentences)
