"""Page 5, the topics: every neighbourhood with its range, in three bands and never in a ranking."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from survey.reports.charts.interval_dots import IntervalDots, Row
from survey.reports.overview import Overview
from survey.reports.products.comparison.bands import ORDER, Band, Topic, find_topics
from survey.reports.products.comparison.paging import count_lines, cut, fill_sheets
from survey.reports.products.comparison.words import (
    count_name_lines,
    has_long_names,
    name_places,
    title_band,
    write_topic,
)
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 5

MOST_ROWS, MOST_TALL_ROWS = 14, 8
LARGE_ROWS, LARGE_TALL_ROWS = 12, 5
"""How many neighbourhoods a piece of a band has at most, with names on one line and on more."""

ROOM, LARGE_ROOM = 614.0, 400.0
"""How high the topics of a sheet may be, in points, beside its signs and its question.

In large print one topic has a sheet, and the question may have one of its own.
"""

LARGE_ROOM_WITH_QUESTION = 300.0

_HEAD, _LINE, _LETTERS, _LARGE_LETTERS = 10.0, 21.0, 62, 40
_NOTE, _BAND, _AXIS = 15.0, 27.0, 12.0
_ROW, _NAME_LINE, _PAD = 17.0, 12.25, 4.0
_NAMES_HEAD, _NAME_ROW, _NAMES, _LARGE_NAMES = 20.0, 14.0, 4, 2
_TICKS = range(0, 101, 20)


@dataclass(frozen=True)
class Piece:
    """Some neighbourhoods of one band, of one topic."""

    topic: Topic
    band: Band
    chart: IntervalDots


@dataclass(frozen=True)
class BandChart:
    """A band's name and its neighbourhoods; of those withheld there are only the names."""

    title: str
    band: Band
    chart: IntervalDots | None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One topic on one sheet: the finding, which way it counts, and its bands."""

    heading: str
    note: str
    bands: tuple[BandChart, ...]


@dataclass(frozen=True)
class Topics:
    """The content of the page: the topics of each sheet."""

    section: str
    lead: str
    sheets: tuple[tuple[Block, ...], ...]
    discuss: str
    lines: int


def build(overview: Overview, voice: Voice) -> Topics | None:
    """Build the page; None where nothing may be shown."""
    topics = find_topics(overview)
    if not topics:
        return None
    groups = [g for t in topics for g in group_pieces(list(cut_topic(overview, t, voice)), voice)]
    sheets = fill_sheets(groups, partial(_measure, voice), ROOM)
    sheets = voice.look.choose(sheets, [(group,) for group in groups])
    say, last = voice.language.gettext, sum(_measure(voice, group) for group in sheets[-1])
    is_full = last > LARGE_ROOM_WITH_QUESTION
    return Topics(
        section=say("Topic by topic"),
        lead=say("Inside a band the order says nothing: it is that of the project."),
        sheets=tuple(fill_sheet(sheet, voice) for sheet in sheets),
        discuss=say("Talk about it: what do the neighbourhoods of one band have in common?"),
        lines=count_lines(voice.look, is_full, few=1),
    )


def _measure(voice: Voice, group: Sequence[Piece]) -> float:
    """Say about how high a topic is in print, in points."""
    topic = group[0].topic
    letters = voice.look.choose(_LETTERS, _LARGE_LETTERS)
    lines = -(-len(write_topic(topic, voice)) // letters)
    note = _NOTE if topic.is_harm else 0
    return _HEAD + lines * _LINE + note + _AXIS + sum(_measure_piece(voice, p) for p in group)


def _measure_piece(voice: Voice, piece: Piece) -> float:
    """Say about how high some neighbourhoods of a band are in print, in points."""
    rows = piece.chart.rows
    if piece.band == "hidden":
        return _NAMES_HEAD + _NAME_ROW * -(-len(rows) // voice.look.choose(_NAMES, _LARGE_NAMES))
    lines = [count_name_lines(row.label, voice) for row in rows]
    return _BAND + sum(max(_ROW, count * _NAME_LINE + _PAD) for count in lines)


def cut_topic(overview: Overview, topic: Topic, voice: Voice) -> Iterator[Piece]:
    """Cut the bands of a topic into pieces that fit on a sheet."""
    named = list(zip(overview.readings, name_places(overview, voice), topic.bands, strict=True))
    choose, is_tall = voice.look.choose, has_long_names(overview, voice)
    usual, large = (MOST_TALL_ROWS, LARGE_TALL_ROWS) if is_tall else (MOST_ROWS, LARGE_ROWS)
    for band in ORDER:
        inside = [(reading, name) for reading, name, where in named if where == band]
        for part in cut(inside, choose(usual, large)):
            yield Piece(topic, band, draw_band(part, topic, band, voice))


def group_pieces(pieces: Sequence[Piece], voice: Voice) -> list[tuple[Piece, ...]]:
    """Keep a topic together where it fits on a sheet; else fill sheet after sheet with it."""
    room = voice.look.choose(ROOM, LARGE_ROOM) - _HEAD - 4 * _LINE - _NOTE
    return fill_sheets(pieces, partial(_measure_piece, voice), room)


def draw_band(
    part: Sequence[tuple[Reading, str]], topic: Topic, band: Band, voice: Voice
) -> IntervalDots:
    """Draw the neighbourhoods of a band with their ranges and the mark of all together."""
    say = voice.language.gettext
    title = voice.text(topic.domain.title)
    return IntervalDots(
        title=say("%(topic)s: %(band)s", topic=title, band=title_band(band, topic.is_harm, voice)),
        rows=tuple(_row(reading, name, topic, band, voice) for reading, name in part),
        ticks=tuple((float(tick), voice.whole(tick)) for tick in _TICKS),
        missing=say("too few answers"),
        head=(
            say("Neighbourhood"),
            say("Score"),
            say("Probably"),
            say("all neighbourhoods together"),
        ),
    )


def _row(reading: Reading, name: str, topic: Topic, band: Band, voice: Voice) -> Row:
    score, other = reading.score_of(topic.domain), reading.score_everywhere(topic.domain)
    if score is None:
        return Row(name)
    return Row(
        label=name,
        value=score.estimate,
        lower=score.lower,
        upper=score.upper,
        mark=other.estimate if other else None,
        is_worse=band == "worse",
        words=voice.whole(score.estimate),
        words_range=voice.span(score),
        words_mark=voice.whole(other.estimate) if other else "",
    )


def fill_sheet(groups: Sequence[Sequence[Piece]], voice: Voice) -> tuple[Block, ...]:
    """Set out the topics of a sheet; the last chart explains the signs of all."""
    pieces = [piece for group in groups for piece in group if piece.band != "hidden"]
    signed = pieces[-1:]
    return tuple(
        fill_block(group, pieces if signed and signed[0] in group else [], voice)
        for group in groups
    )


def fill_block(pieces: Sequence[Piece], explained: Sequence[Piece], voice: Voice) -> Block:
    """Put the pieces of a topic under its finding; only the last chart numbers its axis.

    It also has the signs of the `explained` pieces, if there are any.
    """
    topic = pieces[0].topic
    charted = [piece for piece in pieces if piece.band != "hidden"]
    bands = [_fill_band(piece, voice, has_numbers=piece is charted[-1]) for piece in charted]
    if explained:
        bands[-1] = replace(bands[-1], chart=add_signs(charted[-1].chart, explained, voice))
    hidden = [piece for piece in pieces if piece.band == "hidden"]
    return Block(
        heading=write_topic(topic, voice),
        note=voice.language.gettext("100 is the most harm") if topic.is_harm else "",
        bands=(*bands, *(_name_hidden(piece, voice) for piece in hidden)),
    )


def add_signs(chart: IntervalDots, pieces: Sequence[Piece], voice: Voice) -> IntervalDots:
    """Explain the signs that these charts use."""
    say, rows = voice.language.gettext, [row for piece in pieces for row in piece.chart.rows]
    return replace(
        chart,
        own=say("a neighbourhood"),
        range_=say("the true value is probably here"),
        other=say("all neighbourhoods together") if any(row.mark for row in rows) else "",
        worse=say("clearly worse off") if any(row.is_worse for row in rows) else "",
    )


def _name_hidden(piece: Piece, voice: Voice) -> BandChart:
    names = tuple(row.label for row in piece.chart.rows)
    return BandChart(title_band("hidden", piece.topic.is_harm, voice), "hidden", None, names)


def _fill_band(piece: Piece, voice: Voice, has_numbers: bool) -> BandChart:
    chart = piece.chart
    if not has_numbers:
        chart = replace(chart, ticks=tuple((value, "") for value, _ in chart.ticks))
    return BandChart(title_band(piece.band, piece.topic.is_harm, voice), piece.band, chart)
