"""Page 2, the table: every neighbourhood and topic, as a strength, in between or a weak point."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from survey.reports.charts.matrix import Cell, Key, Matrix, Row, State
from survey.reports.overview import Overview
from survey.reports.products.comparison.bands import Topic, find_topics, judged, tone_of
from survey.reports.products.comparison.paging import count_lines, cut
from survey.reports.products.comparison.words import (
    Numbered,
    name_places,
    number_topics,
)
from survey.reports.reading import Reading
from survey.reports.scores import Score
from survey.reports.voice import Voice

PLACE = 2

MOST_ROWS, MOST_TALL_ROWS = 19, 13
LARGE_ROWS, LARGE_TALL_ROWS = 9, 5
"""How many rows fit on a sheet, with names on one line and on more."""

FEW_ROWS = 5
"""Up to so many rows leave room for a question under them in large print."""

LETTERS, LARGE_LETTERS = 38, 30
"""How many letters of a name stand on a line."""

MOST_COLUMNS, LARGE_COLUMNS = 12, 8
MOST_NAMED, LARGE_NAMED = 4, 2
"""Up to so many topics stand over their columns by name; more are numbered and listed."""

_STATES: dict[str, State] = {
    "strength": "met",
    "low_concern": "met",
    "mixed": "near",
    "weakness": "far",
    "high_concern": "far",
}


@dataclass(frozen=True)
class Part:
    """Some rows and columns on a sheet of their own, with the topics that its numbers stand for."""

    matrix: Matrix
    topics: tuple[Numbered, ...]


@dataclass(frozen=True)
class Table:
    """The content of the page: one part for each sheet."""

    section: str
    heading: str
    lead: str
    parts: tuple[Part, ...]
    caption: str
    discuss: str
    lines: int


def build(overview: Overview, voice: Voice) -> Table | None:
    """Build the table; None where no topic is judged."""
    topics = judged(find_topics(overview))
    if not topics:
        return None
    say = voice.language.gettext
    rows = list(list_rows(overview, topics, voice))
    parts = tuple(cut_table(rows, topics, voice))
    return Table(
        section=say("All neighbourhoods"),
        heading=write_heading(overview, topics, voice),
        lead=say("Scores from 0 to 100: each row is a neighbourhood, each column a topic."),
        parts=parts,
        caption=explain_cells(topics, voice),
        discuss=say(
            "Talk about it: which column needs an answer from all of us, and which row an answer "
            "from the neighbourhood itself?"
        ),
        lines=count_lines(voice.look, is_full=len(parts[-1].matrix.rows) > FEW_ROWS),
    )


def write_heading(overview: Overview, topics: Sequence[Topic], voice: Voice) -> str:
    """Count the neighbourhoods with a clear strength and those with a clear need."""
    strong = sum(1 for r in overview.readings if _has(r, topics, is_good=True))
    weak = sum(1 for r in overview.readings if _has(r, topics, is_good=False))
    say, count = voice.language.gettext, voice.language.ngettext
    good = count(
        "%(count)s neighbourhood has at least one clear strength.",
        "%(count)s neighbourhoods have at least one clear strength.",
        strong,
    )
    need = count(
        "%(count)s neighbourhood has at least one clear weak point.",
        "%(count)s neighbourhoods have at least one clear weak point.",
        weak,
    )
    if not strong:
        good = say("No neighbourhood has a clear strength.")
    if not weak:
        need = say("No neighbourhood has a clear weak point.")
    return f"{good}\n{need}"


def _has(reading: Reading, topics: Sequence[Topic], is_good: bool) -> bool:
    """Tell whether a neighbourhood has a clear strength or need; a rare harm is neither."""
    wanted = "good" if is_good else "need"
    chosen = [t for t in topics if not (is_good and t.is_harm)]
    return any(tone_of(reading, topic.domain) == wanted for topic in chosen)


def list_rows(overview: Overview, topics: Sequence[Topic], voice: Voice) -> Iterator[Row]:
    """List the neighbourhoods under the row of their district, those without one at the end."""
    names = name_places(overview, voice)
    named = list(zip(overview.readings, names, strict=True))
    known = [district.id for district in overview.project.districts]
    for district in overview.project.districts:
        inside = [pair for pair in named if pair[0].place.district == district.id]
        if inside and len(known) > 1:
            scores = overview.districts.get(district.id)
            cells = tuple(
                _cell(scores.find(t.domain.polarity, t.domain.id) if scores else None, voice)
                for t in topics
            )
            yield Row(voice.language.text(district.name), cells, bold=True)
        yield from (_row(reading, name, topics, voice) for reading, name in inside)
    others = [pair for pair in named if pair[0].place.district not in known]
    yield from (_row(reading, name, topics, voice) for reading, name in others)
    everywhere = [overview.everywhere.find(t.domain.polarity, t.domain.id) for t in topics]
    cells = tuple(_cell(score, voice) for score in everywhere)
    yield Row(voice.language.gettext("all neighbourhoods together"), cells, bold=True)


def _row(reading: Reading, name: str, topics: Sequence[Topic], voice: Voice) -> Row:
    return Row(name, tuple(_cell(reading.score_of(t.domain), voice) for t in topics))


def _cell(score: Score | None, voice: Voice) -> Cell:
    if score is None:
        return Cell("missing")
    return Cell(_STATES.get(score.label, "uncertain"), voice.whole(score.estimate))


def cut_table(rows: Sequence[Row], topics: Sequence[Topic], voice: Voice) -> Iterator[Part]:
    """Cut the table into parts that fit on a sheet: rows first, then columns."""
    choose, columns = (
        voice.look.choose,
        list(zip(topics, number_topics(topics, voice), strict=True)),
    )
    is_tall = any(len(row.label) > choose(LETTERS, LARGE_LETTERS) for row in rows)
    usual, large = (MOST_TALL_ROWS, LARGE_TALL_ROWS) if is_tall else (MOST_ROWS, LARGE_ROWS)
    is_named = len(topics) <= choose(MOST_NAMED, LARGE_NAMED)
    for some in cut(columns, choose(MOST_COLUMNS, LARGE_COLUMNS)):
        start = columns.index(some[0])
        for part in cut(rows, choose(usual, large)):
            inside = [replace(row, cells=row.cells[start : start + len(some)]) for row in part]
            chosen, numbered = zip(*some, strict=True)
            yield Part(
                draw_matrix(inside, chosen, numbered, is_named, voice),
                () if is_named else numbered,
            )


def draw_matrix(
    rows: Sequence[Row],
    topics: Sequence[Topic],
    numbered: Sequence[Numbered],
    is_named: bool,
    voice: Voice,
) -> Matrix:
    """Draw the rows of one sheet, with the keys of the states they use."""
    say = voice.language.gettext
    titles = tuple(one.title for one in numbered)
    return Matrix(
        title=say("Table of neighbourhoods and topics"),
        columns=titles if is_named else tuple(one.number for one in numbered),
        rows=tuple(rows),
        keys=list_keys(rows, topics, voice),
        missing=say("too few answers"),
        head=(say("Neighbourhood"), *titles),
    )


def list_keys(rows: Sequence[Row], topics: Sequence[Topic], voice: Voice) -> tuple[Key, ...]:
    """Explain the states that these rows use."""
    say, has_harm = voice.language.gettext, any(topic.is_harm for topic in topics)
    keys = (
        Key("met", say("strength, or little harm") if has_harm else say("strength")),
        Key("near", say("in between")),
        Key("far", say("weak point, or serious harm") if has_harm else say("weak point")),
        Key("uncertain", say("not certain")),
        Key("missing", say("too few answers")),
    )
    used = {cell.state for row in rows for cell in row.cells}
    return tuple(key for key in keys if key.state in used)


def explain_cells(topics: Sequence[Topic], voice: Voice) -> str:
    """Say which way harms count, and that small differences tell nothing."""
    say = voice.language.gettext
    sentences = [say("Two scores that lie close together may be alike; the bands tell.")]
    if any(topic.is_harm for topic in topics):
        sentences.insert(
            0, say("In social harms 100 is the most harm; the colour tells which way.")
        )
    return " ".join(sentences)
