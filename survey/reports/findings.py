"""What stands out in a neighbourhood: rules that never claim more than the scores allow."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from survey.locale import Text
from survey.questionnaire.method import DomainPolarity
from survey.questionnaire.model import Domain, Question, Thresholds
from survey.reports.changes import Side
from survey.reports.reading import Reading
from survey.reports.scores import Score
from survey.scoring.outcomes.labels import label_one

Tone = Literal["good", "need", "middle"]

MOST_TOPICS = 3
"""How many strengths, and how many needs, the first page names."""

MOST_QUESTIONS = 2
"""Where fewer topics than this stand out, single questions make up the number."""


@dataclass(frozen=True)
class Standing:
    """What a score means for people, and whether it is certain or only likely."""

    tone: Tone
    is_certain: bool


_STANDINGS = {
    "strength": Standing("good", True),
    "likely_strength": Standing("good", False),
    "mixed": Standing("middle", True),
    "uncertain": Standing("middle", False),
    "likely_weakness": Standing("need", False),
    "weakness": Standing("need", True),
    "high_concern": Standing("need", True),
    "likely_high_concern": Standing("need", False),
    "likely_low_concern": Standing("good", False),
    "low_concern": Standing("good", True),
}


@dataclass(frozen=True)
class Finding:
    """A whole topic or a single question that stands out, and `other`: the same everywhere.

    `side` says where it lies beside the others, only where that is clear.
    """

    title: Text
    score: Score
    standing: Standing
    is_topic: bool = True
    is_harm: bool = False
    other: Score | None = None
    side: Side = ""


def standing_of(label: str) -> Standing | None:
    """Read a label of the scores; None where there is none."""
    return _STANDINGS.get(label)


def judge(score: Score, thresholds: Thresholds, polarity: DomainPolarity) -> Standing:
    """Judge a single question as a topic is judged (SCORING §6); uncertain without an interval."""
    limits = score.lower, score.upper
    called = label_one(score.estimate, *limits, score.n, polarity, thresholds)
    return standing_of(called) or Standing("middle", False)


def is_clearly_above(score: Score, other: Score | None) -> bool:
    """Tell whether a score lies above another with no overlap of their intervals."""
    return bool(
        other and score.lower is not None and other.upper is not None and score.lower > other.upper
    )


def is_clearly_below(score: Score, other: Score | None) -> bool:
    """Tell whether a score lies below another with no overlap of their intervals."""
    return bool(
        other and score.upper is not None and other.lower is not None and score.upper < other.lower
    )


def side_of(reading: Reading, domain: Domain, has_relatives: bool) -> Side:
    """Take the side from the test against all others; without one, ranges may not touch."""
    if has_relatives:
        relative = reading.relatives.get(domain.id)
        return relative.side if relative else ""
    return compare_ranges(reading.score_of(domain), reading.score_everywhere(domain))


def compare_ranges(score: Score | None, other: Score | None) -> Side:
    """Say on which side of another score one lies, where their intervals do not overlap."""
    if score and is_clearly_above(score, other):
        return "above"
    return "below" if score and is_clearly_below(score, other) else ""


def find_strengths(reading: Reading) -> list[Finding]:
    """Name up to three strong topics, or else single questions of the other topics."""
    return _pick(reading, "good")


def find_needs(reading: Reading) -> list[Finding]:
    """Name up to three weak topics or worrying harms, or else single questions."""
    return _pick(reading, "need")


def list_topics(reading: Reading, tone: Tone) -> list[Finding]:
    """Name every topic of a tone, the certain before the likely."""
    return _rank(_find_topics(reading, tone))


def _pick(reading: Reading, tone: Tone) -> list[Finding]:
    topics = list_topics(reading, tone)
    if len(topics) >= MOST_QUESTIONS:
        return topics[:MOST_TOPICS]
    named = {finding.title for finding in topics}
    return [*topics, *_rank(_find_questions(reading, tone, named))][:MOST_QUESTIONS]


def _find_topics(reading: Reading, tone: Tone) -> Iterable[Finding]:
    """Find the topics of a tone; a harm may be a need, but a rare harm is not a strength."""
    for domain in reading.topics + (reading.harms if tone == "need" else []):
        score = reading.score_of(domain)
        standing = standing_of(score.label) if score else None
        if score and standing and standing.tone == tone:
            is_harm = domain.polarity == "harm"
            other = reading.score_everywhere(domain)
            side = side_of(reading, domain, bool(reading.relatives))
            yield Finding(domain.title, score, standing, True, is_harm, other, side)


def _find_questions(reading: Reading, tone: Tone, named: set[Text]) -> Iterable[Finding]:
    """Find the questions of a tone in strength topics that are not named already."""
    for domain in reading.topics:
        if domain.title in named:
            continue
        for question in reading.questionnaire.items_of(domain.id):
            score = reading.here.find("item", question.id)
            standing = judge(score, reading.questionnaire.thresholds, "strength") if score else None
            if score and standing and standing.tone == tone:
                other = reading.everywhere.find("item", question.id)
                side = compare_ranges(score, other)
                yield Finding(question.text, score, standing, False, False, other, side)


def _rank(findings: Iterable[Finding]) -> list[Finding]:
    """Put the certain before the likely, then the farthest from the middle first."""
    return sorted(findings, key=lambda f: (not f.standing.is_certain, -abs(f.score.estimate - 50)))


@dataclass(frozen=True)
class Sides:
    """The names of a question's options on both sides of its middle, from low to high."""

    low: tuple[str, ...]
    neutral: tuple[str, ...]
    high: tuple[str, ...]


def split_options(question: Question) -> Sides:
    """Split the scored options of a question at the middle of its codes."""
    scored = [(o.code, o.name) for o in question.options if o.code is not None]
    if not scored:
        return Sides((), (), ())
    middle = (min(scored)[0] + max(scored)[0]) / 2
    scored.sort(key=lambda pair: pair[0])
    return Sides(
        tuple(name for code, name in scored if code < middle),
        tuple(name for code, name in scored if code == middle),
        tuple(name for code, name in scored if code > middle),
    )


def good_side(question: Question, sides: Sides) -> tuple[str, ...]:
    """Return the answers that are good news, by the question's polarity."""
    is_high_good = question.item is None or question.item.polarity == "positive"
    return sides.high if is_high_good else sides.low


def bad_side(question: Question, sides: Sides) -> tuple[str, ...]:
    """Return the answers that are bad news, by the question's polarity."""
    return sides.low if good_side(question, sides) == sides.high else sides.high


def sum_shares(reading: Reading, question: Question, names: tuple[str, ...]) -> float | None:
    """Add the shares of these answers; None where one is withheld or grouped with others."""
    wanted = frozenset(names)
    inside = [s for s in reading.here.shares(question.id) if s.names <= wanted]
    if not wanted or frozenset().union(*(s.names for s in inside)) != wanted:
        return None
    return sum(s.score.estimate for s in inside)
