"""Page 4, the matrix: topics here, in the district and overall, on target, near or far from it.

The target is the limit from which the questionnaire speaks of a strength; of harms it is the other
way round: little harm meets it. The manner is that of Urban HEART.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from survey.questionnaire.model import Domain, Question, Thresholds
from survey.reports.charts.matrix import Cell, Key, Matrix, Row, State
from survey.reports.findings import Standing, judge, standing_of
from survey.reports.reading import Reading
from survey.reports.scores import AreaScores, Score
from survey.reports.voice import Voice

PLACE = 4

MOST_ROWS = 24
MOST_LARGE_ROWS = 11
"""How many rows fit on a sheet, and in large print under the heading."""

MOST_QUESTIONS = 8
MOST_OF_TOPIC = 3
"""How many single questions stand under all topics, and under one."""


@dataclass(frozen=True)
class Column:
    """One area of the matrix."""

    title: str
    scores: AreaScores


@dataclass(frozen=True)
class Comparison:
    """Topics that compare alike with overall, by name."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """The content of the page; the matrix has as many parts as it needs sheets."""

    section: str
    heading: str
    lead: str
    charts: tuple[Matrix, ...]
    caption: str
    comparisons: tuple[Comparison, ...]
    discuss: str


def build(reading: Reading, voice: Voice) -> Board | None:
    """Build the page; None where there is nothing to be set beside, or nothing may be shown."""
    columns, domains = list_columns(reading, voice), list_domains(reading)
    if reading.is_silent or len(columns) < 2 or not domains:
        return None
    say = voice.language.gettext
    matrix = draw_matrix(reading, columns, domains, voice)
    return Board(
        section=say("Beside the others"),
        heading=write_heading([state_of(reading, reading.here, d) for d in domains], voice),
        lead=say("Every topic here, in the district and in all neighbourhoods together."),
        charts=split_matrix(matrix, voice.look.choose(MOST_ROWS, MOST_LARGE_ROWS)),
        caption=write_caption(reading, voice),
        comparisons=compare(reading, domains, voice),
        discuss=say(
            "Talk about it: who reaches a target that we miss, and what can we learn from them? "
            "Who could learn from us?"
        ),
    )


def list_columns(reading: Reading, voice: Voice) -> list[Column]:
    """List the areas that have something to show: here, the district, all neighbourhoods."""
    say, text = voice.language.gettext, voice.language.text
    names = [text(d.name) for d in reading.project.districts if d.id == reading.place.district]
    columns = [Column(text(reading.place.name), reading.here)]
    columns += [Column(name, reading.district) for name in names if reading.district.released]
    if reading.everywhere.released and len(reading.project.neighbourhoods) > 1:
        columns.append(Column(say("All neighbourhoods"), reading.everywhere))
    return columns


def list_domains(reading: Reading) -> list[Domain]:
    """List the topics that are judged by the limits; how often harms were met is not."""
    return [*reading.topics, *(one for one in reading.harms if one.measure == "perceived")]


def write_heading(states: Sequence[State], voice: Voice) -> str:
    """Count the topics that are certainly met, and those that are certainly far."""
    say, count = voice.language.gettext, voice.language.ngettext
    met, far = states.count("met"), states.count("far")
    if not met and not far:
        return say("No topic is clearly on target here, and none is clearly far from it")
    good = (
        count(
            "%(count)s topic is clearly on target here.",
            "%(count)s topics are clearly on target here.",
            met,
        )
        if met
        else say("No topic is clearly on target here.")
    )
    need = (
        count(
            "%(count)s topic is clearly far from it.",
            "%(count)s topics are clearly far from it.",
            far,
        )
        if far
        else say("None is clearly far from it.")
    )
    return f"{good}\n{need}"


def draw_matrix(
    reading: Reading, columns: Sequence[Column], domains: Sequence[Domain], voice: Voice
) -> Matrix:
    """Draw all topics, with the single questions that stand out under them."""
    rows = list_rows(reading, columns, domains, voice)
    say = voice.language.gettext
    return Matrix(
        title=say("Topics here and elsewhere, each on target, near, far or uncertain"),
        columns=tuple(column.title for column in columns),
        rows=rows,
        keys=build_keys(rows, reading, voice),
        missing=say("too few answers"),
        head=(say("Topic"), *(column.title for column in columns)),
    )


def split_matrix(whole: Matrix, most: int) -> tuple[Matrix, ...]:
    """Split a matrix into parts of at most so many rows, about as many in each."""
    parts = -(-len(whole.rows) // most)
    size = -(-len(whole.rows) // parts)
    starts = range(0, len(whole.rows), size)
    return tuple(replace(whole, rows=whole.rows[start : start + size]) for start in starts)


def list_rows(
    reading: Reading, columns: Sequence[Column], domains: Sequence[Domain], voice: Voice
) -> tuple[Row, ...]:
    """Write a row a topic, with the single questions that stand out under it."""
    chosen = choose_questions(reading, domains)
    return tuple(
        draw_row(reading, columns, domain, question, voice)
        for domain in domains
        for question in (None, *reading.questionnaire.items_of(domain.id))
        if question is None or question.id in chosen
    )


def draw_row(
    reading: Reading,
    columns: Sequence[Column],
    domain: Domain,
    question: Question | None,
    voice: Voice,
) -> Row:
    """Draw a topic, or one question of it, in every column."""
    cells = []
    for column in columns:
        score = find_score(column.scores, domain, question)
        state = state_of(reading, column.scores, domain, question)
        cells.append(Cell(state, voice.whole(score.estimate) if score else ""))
    title = voice.text(question.text if question else domain.title)
    return Row(title, tuple(cells), bold=question is None)


def find_score(area: AreaScores, domain: Domain, question: Question | None = None) -> Score | None:
    """Find the score of a topic or of one of its questions in an area."""
    return area.find("item", question.id) if question else area.find(domain.polarity, domain.id)


def state_of(
    reading: Reading, area: AreaScores, domain: Domain, question: Question | None = None
) -> State:
    """Say how a score stands to the target, by the label that the scores give it."""
    score = find_score(area, domain, question)
    if score is None:
        return "missing"
    limits = reading.questionnaire.thresholds
    standing = standing_of(score.label) or judge(score, limits, domain.polarity)
    is_low = is_beyond(score, limits, domain)
    return judge_state(standing, is_low)


def is_beyond(score: Score, limits: Thresholds, domain: Domain) -> bool:
    """Tell whether the score itself lies where it would be far, certain or not."""
    if domain.polarity == "harm":
        return score.estimate >= limits.strength
    return score.estimate <= limits.weakness


def judge_state(standing: Standing, is_low: bool = False) -> State:
    """Call met or far only what is certain; what may well be far is uncertain, never near."""
    if standing.is_certain and standing.tone != "middle":
        return "met" if standing.tone == "good" else "far"
    is_near = standing.is_certain or standing.tone == "good"
    return "near" if is_near and not is_low else "uncertain"


def choose_questions(reading: Reading, domains: Sequence[Domain]) -> frozenset[str]:
    """Choose the questions that are certainly met or far here, the farthest from the middle."""
    found = [
        (score, question)
        for domain in domains
        for score, question in rank_questions(reading, domain)[:MOST_OF_TOPIC]
    ]
    found.sort(key=lambda pair: -abs(pair[0].estimate - 50))
    return frozenset(question.id for _, question in found[:MOST_QUESTIONS])


def rank_questions(reading: Reading, domain: Domain) -> list[tuple[Score, Question]]:
    """List a topic's questions that are certainly met or far, the farthest out first."""
    found = [
        (score, question)
        for question in reading.questionnaire.items_of(domain.id)
        if is_plain(question, domain)
        and (score := find_score(reading.here, domain, question))
        and state_of(reading, reading.here, domain, question) in ("met", "far")
    ]
    return sorted(found, key=lambda pair: -abs(pair[0].estimate - 50))


def is_plain(question: Question, domain: Domain) -> bool:
    """Tell whether the more people agree, the higher the score; else a number would mislead.

    “We often run short of water” scores low where many say so: beside the words that reads wrong.
    """
    is_positive = question.item is not None and question.item.polarity == "positive"
    return is_positive == (domain.polarity == "strength")


def build_keys(rows: Sequence[Row], reading: Reading, voice: Voice) -> tuple[Key, ...]:
    """Explain the states that the matrix uses, with the limits of the questionnaire."""
    say, limits = voice.language.gettext, reading.questionnaire.thresholds
    strength, weakness = voice.whole(limits.strength), voice.whole(limits.weakness)
    keys = (
        Key("met", say("on target: clearly %(limit)s or more of 100", limit=strength)),
        Key("near", say("near: in between, or probably on target")),
        Key("far", say("far: clearly %(limit)s or less", limit=weakness)),
        Key("uncertain", say("uncertain: its range is wide, or not shown")),
        Key("missing", say("too few answers")),
    )
    used = {cell.state for row in rows for cell in row.cells}
    return tuple(key for key in keys if key.state in used)


def write_caption(reading: Reading, voice: Voice) -> str:
    """Say how harms are read, where harms are asked about, and who agreed on the target."""
    say, limits = voice.language.gettext, reading.questionnaire.thresholds
    if any(domain.measure == "perceived" for domain in reading.harms):
        return say(
            "Of harms, less is better: on target is %(weakness)s or less of 100, far is "
            "%(strength)s or more. The limits are a convention; agree on your own.",
            weakness=voice.whole(limits.weakness),
            strength=voice.whole(limits.strength),
        )
    return say("The limits are a convention; agree on your own.")


def compare(reading: Reading, domains: Sequence[Domain], voice: Voice) -> tuple[Comparison, ...]:
    """Name the topics that only here are on target or far, and those that are far everywhere."""
    say, pairs = voice.language.gettext, pair_states(reading, domains)
    groups = (
        (say("On target here, but not overall"), ("met",), ("near", "far")),
        (say("Far from the target here, but not overall"), ("far",), ("met", "near")),
        (say("Far from the target here and overall"), ("far",), ("far",)),
    )
    comparisons = (
        Comparison(
            title,
            tuple(
                voice.text(domain.title)
                for domain, (here, overall) in zip(domains, pairs, strict=True)
                if here in ours and overall in theirs
            ),
        )
        for title, ours, theirs in groups
    )
    return tuple(one for one in comparisons if one.names)


def pair_states(reading: Reading, domains: Sequence[Domain]) -> list[tuple[State, State]]:
    """Say how each topic stands here and overall."""
    return [
        (state_of(reading, reading.here, one), state_of(reading, reading.everywhere, one))
        for one in domains
    ]
