"""Page 2, what residents think: answers to both sides of the undecided."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.reports.charts.diverging_likert import (
    DivergingLikert,
    Kind,
    Row,
    Segment,
    Shade,
    Side,
    reach,
)
from survey.reports.findings import split_options
from survey.reports.opinions import (
    SMALLEST_NUMBER,
    Opinion,
    ScaleOpinions,
    draw_segments,
    find_opinions,
)
from survey.reports.reading import Reading
from survey.reports.stems import share_stem
from survey.reports.voice import Voice, near_fraction

PLACE = 2

ROWS = (6, 4)
"""How many questions of the two most common scales are drawn."""

ROWS_ALONE = 9
"""How many where there is only one such scale."""

NEARLY_ALL = 95
"""From here on a share is no longer said in tenths."""


@dataclass(frozen=True)
class Block:
    """One scale: the finding as a heading, and the chart."""

    heading: str
    chart: DivergingLikert


@dataclass(frozen=True)
class Views:
    """The content of the page."""

    section: str
    lead: str
    blocks: tuple[Block, ...]
    caption: str
    discuss: str


def build(reading: Reading, voice: Voice) -> Views | None:
    """Build the page; None where no scale has enough questions that may be shown."""
    found = find_opinions(reading, ROWS)
    if len(found) == 1:
        found = find_opinions(reading, (ROWS_ALONE,))
    if reading.is_silent or not found:
        return None
    say = voice.language.gettext
    count = sum(len(scale.opinions) for scale in found)
    return Views(
        section=say("What residents think"),
        lead=voice.language.ngettext(
            "Answers to %(count)s question; the numbers are percent of those who answered.",
            "Answers to %(count)s questions; the numbers are percent of those who answered.",
            count,
        ),
        blocks=build_blocks(found, voice),
        caption=write_caption(
            [o for scale in found for o in scale.opinions],
            voice,
            bool(reading.project.brand and reading.project.brand.good),
        ),
        discuss=say(
            "Talk about it: if we could change only one of these in six months, which one "
            "should it be? Why?"
        ),
    )


def build_blocks(found: Sequence[ScaleOpinions], voice: Voice) -> tuple[Block, ...]:
    """Put each scale into a block; all charts have one measure."""
    rows = [_segments(o, scale, voice) for scale in found for o in scale.opinions]
    far = max(reach(row, "low") for row in rows), max(reach(row, "high") for row in rows)
    return tuple(build_block(scale, voice, far) for scale in found)


def build_block(scale: ScaleOpinions, voice: Voice, far: tuple[float, float]) -> Block:
    """Put one scale into a heading and a chart that reaches as `far` as the others."""
    say, texts = voice.language.gettext, dict(scale.options)
    stem, labels = share_stem([voice.text(o.question.text) for o in scale.opinions])
    heading = write_finding(scale, voice)
    chart = DivergingLikert(
        title=say("Bar chart of answers") + f": {heading}",
        low=voice.text(texts[scale.sides.low[-1]]),
        high=voice.text(texts[scale.sides.high[0]]),
        rows=tuple(
            Row(label, _segments(opinion, scale, voice), opinion.is_high_bad)
            for opinion, label in zip(scale.opinions, labels, strict=True)
        ),
        kinds=_kinds(scale, voice),
        reach=far,
        missing=say("too few answers"),
        stem=stem,
    )
    return Block(heading, chart)


def write_finding(scale: ScaleOpinions, voice: Voice) -> str:
    """Say the clearest answer as a share people can picture, or that none is clear."""
    for opinion in scale.by_clarity:
        sides = split_options(opinion.question)
        names = sides.high if opinion.agreement > 50 else sides.low
        inside = [s for s in opinion.shares if s.names <= frozenset(names) and s.score.estimate]
        given = frozenset[str]().union(*(part.names for part in inside))
        share = sum(part.score.estimate for part in inside)
        if opinion.clarity > 0 and share > 50:
            texts = [o.text for o in opinion.question.options if o.name in given]
            question = voice.text(opinion.question.text)
            return write_share(share, voice.answers(texts), question, voice)
    return voice.language.gettext("Opinions are divided: no answer has a clear majority")


def write_share(share: float, answers: str, question: str, voice: Voice) -> str:
    """Say a share of the answers to a question in a sentence."""
    if share > NEARLY_ALL:
        return voice.language.gettext(
            "Nearly all answers are %(answers)s: %(question)s", answers=answers, question=question
        )
    count, total = near_fraction(share)
    return voice.language.ngettext(
        "Of every %(total)s answers, about %(count)s is %(answers)s: %(question)s",
        "Of every %(total)s answers, about %(count)s are %(answers)s: %(question)s",
        count,
        total=total,
        answers=answers,
        question=question,
    )


def write_caption(opinions: Sequence[Opinion], voice: Voice, has_own_colours: bool = False) -> str:
    """Say how the charts are read and how many answered."""
    say = voice.language.gettext
    counts = [opinion.score.n for opinion in opinions]
    sentences = [
        say(
            "Each row is 100 percent; shares under %(least)s percent carry no number.",
            least=SMALLEST_NUMBER,
        )
    ]
    if min(counts) == max(counts):
        sentences.append(say("Answers to each question: %(count)s.", count=counts[0]))
    else:
        sentences.append(
            say(
                "Answers to a question: %(fewest)s to %(most)s.",
                fewest=min(counts),
                most=max(counts),
            )
        )
    if any(opinion.is_high_bad for opinion in opinions):
        sentences.append(
            say("The colour of weak points is the less good news, on whichever side it stands.")
            if has_own_colours
            else say("Brown is always the less good news, on whichever side it stands.")
        )
    return " ".join(sentences)


def _segments(opinion: Opinion, scale: ScaleOpinions, voice: Voice) -> tuple[Segment, ...]:
    return tuple(
        Segment(share, side, shade, _number(side, share, voice), voice.whole(share))
        for side, shade, share in draw_segments(opinion.shares, scale.sides)
    )


def _number(side: str, share: float, voice: Voice) -> str:
    """Print a share beside the middle; the undecided stand under the axis and carry none."""
    return voice.whole(share) if side != "neutral" and share >= SMALLEST_NUMBER else ""


def _kinds(scale: ScaleOpinions, voice: Voice) -> tuple[Kind, ...]:
    """Explain each kind of segment that the chart has, from the low end to the high one."""
    sides, texts = scale.sides, dict(scale.options)
    segments = [s for o in scale.opinions for s in draw_segments(o.shares, sides)]
    used = {(side, shade) for side, shade, _ in segments}

    def kind(side: Side, shade: Shade, names: Sequence[str]) -> list[Kind]:
        if (side, shade) not in used or not names:
            return []
        said = [texts[name] for name in names]
        words = voice.answers(said) if shade == "both" else voice.text(said[0])
        return [Kind(words, side, shade)]

    kinds = [
        *kind("low", "far", sides.low[:1]),
        *kind("low", "both", sides.low),
        *(one for name in sides.low[1:] for one in kind("low", "near", [name])),
        *kind("neutral", "neutral", sides.neutral),
        *(one for name in sides.high[:-1] for one in kind("high", "near", [name])),
        *kind("high", "both", sides.high),
        *kind("high", "far", sides.high[-1:]),
    ]
    if any(shade == "merged" for _, shade in used):
        words = voice.language.gettext("undecided, counted with a neighbouring answer")
        kinds.append(Kind(words, "neutral", "merged"))
    return tuple(kinds)
