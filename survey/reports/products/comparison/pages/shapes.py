"""Page 3, the shapes: a small compass of every neighbourhood, all with the same spokes."""

from collections.abc import Iterator, Sequence
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
from survey.reports.products.comparison.paging import count_lines, cut
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

PER_ROW, LARGE_PER_ROW = 4, 3
FEW_SPOKES = 12
MOST_ROWS, MOST_TALL_ROWS, LARGE_ROWS = 3, 2, 2
"""How many rows of small compasses fit on a sheet, and how many with long names or many topics."""


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
    lines: int


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
    most = voice.look.choose(MOST_TALL_ROWS if is_full else MOST_ROWS, LARGE_ROWS)
    per_row = voice.look.choose(PER_ROW, LARGE_PER_ROW)
    parts = list(cut_panels(list_panels(overview, topics, voice), per_row, most))
    return Shapes(
        section=say("Shapes"),
        heading=write_most_different(by_difference(overview, topics), voice),
        lead=say("One small compass for each neighbourhood: the farther out, the better."),
        charts=tuple(draw_panels(part, per_row, spokes, voice) for part in parts),
        spokes_title=say("The spokes, from the top in the direction of reading"),
        spokes=spokes,
        caption=say(
            "The dashed line is all neighbourhoods together; a large dot is a strength, a square a "
            "weak point."
        ),
        discuss=say("Talk about it: which two shapes are most alike? What do these places share?"),
        lines=count_lines(voice.look, is_full=len(parts[-1]) > per_row),
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


def cut_panels(panels: Sequence[Panel], per_row: int, most: int) -> Iterator[tuple[Panel, ...]]:
    """Cut the panels into sheets of at most so many rows; only the last row may be shorter."""
    rows = [panels[start : start + per_row] for start in range(0, len(panels), per_row)]
    for some in cut(rows, most):
        yield tuple(panel for row in some for panel in row)


def draw_panels(
    panels: Sequence[Panel], per_row: int, spokes: Sequence[Numbered], voice: Voice
) -> SmallMultiples:
    """Draw the panels of one sheet."""
    say = voice.language.gettext
    return SmallMultiples(
        title=say("Small compasses of neighbourhoods"),
        panels=tuple(panels),
        per_row=per_row,
        head=(say("Neighbourhood"), *(spoke.title for spoke in spokes)),
        spokes=tuple(spoke.number for spoke in spokes),
        missing=say("too few answers"),
    )
