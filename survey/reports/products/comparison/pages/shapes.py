"""Page 3, the shapes: a small compass of every neighbourhood, all with the same spokes."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.reports.charts.small_multiples import Panel, SmallMultiples
from survey.reports.marks import Tone
from survey.reports.orientation import FEWEST_SPOKES, MOST_SPOKES
from survey.reports.overview import Overview
from survey.reports.products.comparison.bands import (
    Topic,
    by_difference,
    find_topics,
    judged,
    tone_of,
)
from survey.reports.products.comparison.paging import cut
from survey.reports.products.comparison.words import (
    Numbered,
    has_long_names,
    name_places,
    number_topics,
    write_most_different,
)
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 3

PER_ROW = 4
FEW_SPOKES = 12
MOST_PANELS, MOST_TALL_PANELS = 12, 8
"""How many small compasses fit on a sheet, and how many with long names or many topics."""


@dataclass(frozen=True)
class Shapes:
    """The content of the page: one chart for each sheet, and what the spokes stand for."""

    section: str
    heading: str
    lead: str
    charts: tuple[SmallMultiples, ...]
    spokes_title: str
    spokes: tuple[Numbered, ...]
    caption: str
    discuss: str


def build(overview: Overview, voice: Voice) -> Shapes | None:
    """Build the page; None for two strength topics or a crowd, or where nothing may be shown."""
    every = judged(find_topics(overview))
    topics = [topic for topic in every if not topic.is_harm]
    if not FEWEST_SPOKES <= len(topics) <= MOST_SPOKES:
        return None
    say = voice.language.gettext
    numbered = list(zip(every, number_topics(every, voice), strict=True))
    spokes = tuple(one for topic, one in numbered if not topic.is_harm)
    is_full = len(topics) > FEW_SPOKES or has_long_names(overview, voice)
    most = MOST_TALL_PANELS if is_full else MOST_PANELS
    panels = list_panels(overview, topics, voice)
    return Shapes(
        section=say("Shapes"),
        heading=write_most_different(by_difference(overview, topics), voice),
        lead=say("One small compass for each neighbourhood: the farther out, the better."),
        charts=tuple(draw_panels(part, spokes, voice) for part in cut(panels, most)),
        spokes_title=say("The spokes, from the top in the direction of reading"),
        spokes=spokes,
        caption=say(
            "The dashed line is all neighbourhoods together; a large dot is a strength, a square a "
            "weak point."
        ),
        discuss=say("Talk about it: which two shapes are most alike? What do these places share?"),
    )


def list_panels(overview: Overview, topics: Sequence[Topic], voice: Voice) -> list[Panel]:
    """Make a panel of every neighbourhood; one of which nothing is shown says so."""
    names = name_places(overview, voice)
    return [
        _panel(reading, name, topics, voice)
        for reading, name in zip(overview.readings, names, strict=True)
    ]


def _panel(reading: Reading, name: str, topics: Sequence[Topic], voice: Voice) -> Panel:
    scores = [reading.score_of(topic.domain) for topic in topics]
    others = [reading.score_everywhere(topic.domain) for topic in topics]
    tones: list[Tone] = [tone_of(reading, topic.domain) for topic in topics]
    is_partial = any(score is None for score in scores)
    return Panel(
        title=name,
        values=tuple(score.estimate if score else None for score in scores),
        others=tuple(score.estimate if score else None for score in others),
        tones=tuple(tones),
        note=voice.language.gettext("too few answers") if is_partial else "",
        words=tuple(voice.whole(score.estimate) if score else "" for score in scores),
    )


def draw_panels(
    panels: Sequence[Panel], spokes: Sequence[Numbered], voice: Voice
) -> SmallMultiples:
    """Draw the panels of one sheet."""
    say = voice.language.gettext
    return SmallMultiples(
        title=say("Small compasses of neighbourhoods"),
        panels=tuple(panels),
        per_row=PER_ROW,
        head=(say("Neighbourhood"), *(spoke.title for spoke in spokes)),
        spokes=tuple(spoke.number for spoke in spokes),
        missing=say("too few answers"),
    )
