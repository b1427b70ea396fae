"""Which questions a report draws as opinions, and how their answers stand to both sides."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from survey.locale import Text
from survey.questionnaire.model import Question
from survey.reports.charts.diverging_likert import Shade, Side
from survey.reports.findings import Sides, split_options
from survey.reports.reading import Reading
from survey.reports.scores import Score, Share

SMALLEST_NUMBER = 9
"""A share below this carries no number in a chart."""

FEWEST_OPTIONS = 4
"""A scale with fewer steps is a choice, not an opinion."""

FEWEST_ROWS = 3
"""A chart with fewer rows is not worth its legend."""


@dataclass(frozen=True)
class Opinion:
    """One question's answers; `agreement` is its raw mean on 0-100, whatever that means."""

    question: Question
    score: Score
    agreement: float
    shares: tuple[Share, ...]

    @property
    def is_high_bad(self) -> bool:
        """Whether agreeing, or often, or much, is the bad news here."""
        return bool(self.question.item and self.question.item.polarity == "negative")

    @property
    def clarity(self) -> float:
        """How far the whole interval keeps away from the middle; negative where it holds it.

        Where the mean has no interval, that of a group of answers stands in for it.
        """
        if self.score.lower is not None and self.score.upper is not None:
            return max(self.score.lower - 50, 50 - self.score.upper)
        lowest = [s.score.lower for s in self.shares if s.score.lower is not None]
        return max(lowest, default=0.0) - 50


@dataclass(frozen=True)
class ScaleOpinions:
    """Opinions on one scale, the most agreed with first."""

    sides: Sides
    options: tuple[tuple[str, Text], ...]
    opinions: tuple[Opinion, ...]

    @property
    def by_clarity(self) -> list[Opinion]:
        """The opinions farthest from the middle first; of nearly equal ones the shortest."""
        return sorted(
            self.opinions,
            key=lambda opinion: (-round(opinion.clarity / 10), len(opinion.question.text.source)),
        )


def find_opinions(reading: Reading, most: tuple[int, ...]) -> list[ScaleOpinions]:
    """Choose opinions on as many scales as `most` has numbers, at most so many on each.

    The scales with the most questions come first. Of each scale, half are the best and half the
    worst for the neighbourhood, by clarity, so that both sides are heard.
    """
    by_scale = sorted(_eligible(reading), key=lambda opinion: _scale(opinion.question))
    groups = [list(group) for _, group in groupby(by_scale, lambda o: _scale(o.question))]
    groups = [group for group in groups if len(group) >= FEWEST_ROWS]
    groups.sort(key=len, reverse=True)
    return [_choose(group, limit) for group, limit in zip(groups, most, strict=False)]


def draw_segments(shares: Iterable[Share], sides: Sides) -> list[tuple[Side, Shade, float]]:
    """Order shares from low to high and say on which side each stands, and how dark; no zeros.

    A group that reaches from the middle to one side stands whole on that side, marked as merged.
    """
    order = [*sides.low, *sides.neutral, *sides.high]
    given = [share for share in shares if share.score.estimate > 0]
    placed = sorted(given, key=lambda share: min(order.index(name) for name in share.names))
    return [(*_tone(share.names, sides), share.score.estimate) for share in placed]


def _eligible(reading: Reading) -> Iterable[Opinion]:
    """Find the questions of strength topics whose answers are released as a whole."""
    for domain in reading.topics:
        for question in reading.questionnaire.items_of(domain.id):
            score = reading.here.find("item", question.id)
            shares = reading.here.shares(question.id)
            if score and len(question.options) >= FEWEST_OPTIONS and _is_whole(shares, question):
                is_positive = question.item is not None and question.item.polarity == "positive"
                agreement = score.estimate if is_positive else 100 - score.estimate
                yield Opinion(question, score, agreement, tuple(shares))


def _is_whole(shares: list[Share], question: Question) -> bool:
    """Tell whether the shares are at least two, of scored options, and make up every answer."""
    names = [name for share in shares for name in share.names]
    scored = {option.name for option in question.options if option.code is not None}
    total = sum(share.score.estimate for share in shares)
    return len(shares) > 1 and set(names) == scored and abs(total - 100) < 0.5


def _scale(question: Question) -> tuple[str, ...]:
    return tuple(option.name for option in question.options)


def _choose(group: list[Opinion], most: int) -> ScaleOpinions:
    ranked = sorted(group, key=lambda opinion: -opinion.clarity)
    good = [opinion for opinion in ranked if opinion.score.estimate >= 50]
    bad = [opinion for opinion in ranked if opinion.score.estimate < 50]
    half = most // 2
    few_good = min(len(good), max(most - half, most - len(bad)))
    chosen = good[:few_good] + bad[: most - few_good]
    chosen.sort(key=lambda opinion: -opinion.agreement)
    question = chosen[0].question
    options = tuple((option.name, option.text) for option in question.options)
    return ScaleOpinions(split_options(question), options, tuple(chosen))


def _tone(names: frozenset[str], sides: Sides) -> tuple[Side, Shade]:
    low, neutral, high = (
        bool(names & set(side)) for side in (sides.low, sides.neutral, sides.high)
    )
    if neutral and (low or high):
        if low and high:
            return "neutral", "merged"
        return ("low" if low else "high"), "merged"
    if neutral or (low and high):
        return "neutral", "neutral"
    side: Side = "low" if low else "high"
    ends = {"low": sides.low[:1], "high": sides.high[-1:]}[side]
    if names == frozenset(ends):
        return side, "far"
    return side, ("both" if names & frozenset(ends) else "near")
