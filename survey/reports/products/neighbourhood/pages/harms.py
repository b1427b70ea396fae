"""Page 3, social harms: each with the range where its true value probably is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from survey.locale import Text
from survey.questionnaire.model import Domain, Question
from survey.reports.charts.interval_dots import IntervalDots, Row
from survey.reports.findings import (
    is_clearly_above,
    is_clearly_below,
    side_of,
    split_options,
)
from survey.reports.reading import Reading
from survey.reports.scores import Score
from survey.reports.stems import share_stem
from survey.reports.voice import Voice

PLACE = 3

_KINDS = {"perceived": "top_two", "reported": "yes"}


@dataclass(frozen=True)
class Harm:
    """One harm: the question about it, its share here and everywhere; None where withheld."""

    question: Question
    share: Score | None
    other: Score | None


@dataclass(frozen=True)
class Block:
    """One harm index: its title, what its shares count and the index in words, and the chart."""

    title: str
    caption: str
    chart: IntervalDots


@dataclass(frozen=True)
class Harms:
    """The content of the page."""

    section: str
    heading: str
    lead: str
    blocks: tuple[Block, ...]
    discuss: str


def build(reading: Reading, voice: Voice) -> Harms | None:
    """Build the page; None where the questionnaire asks about no harm, or nothing may be shown."""
    domains = [(domain, find_harms(reading, domain)) for domain in reading.asked_harms]
    shown = [(domain, harms) for domain, harms in domains if any(h.share for h in harms)]
    if reading.is_silent or not shown:
        return None
    say = voice.language.gettext
    return Harms(
        section=say("Social harms"),
        heading=write_heading(
            [harm for _, harms in shown for harm in harms], voice, is_apart=are_apart(reading)
        ),
        lead=say("The true value is probably inside the bar: in 95 of 100 such surveys it is."),
        blocks=build_blocks(reading, shown, voice),
        discuss=say(
            "Talk about it: what can we do ourselves about one of these, and where do we need "
            "others?"
        ),
    )


def find_harms(reading: Reading, domain: Domain) -> list[Harm]:
    """Find the harms of a domain, the most common first and the withheld last."""
    kind = _KINDS[domain.measure]
    harms = [
        Harm(q, reading.here.find(kind, q.id), reading.everywhere.find(kind, q.id))
        for q in reading.questionnaire.items_of(domain.id)
        if reading.here.find(kind, q.id) or reading.here.is_withheld(kind, q.id)
    ]
    return sorted(harms, key=lambda harm: -harm.share.estimate if harm.share else 1.0)


def are_apart(reading: Reading) -> bool:
    """Tell whether the harms together differ clearly, even if no harm by itself does."""
    return any(side_of(reading, domain, bool(reading.relatives)) for domain in reading.harms)


def write_heading(harms: Sequence[Harm], voice: Voice, is_apart: bool = False) -> str:
    """Say how the harms here compare with all neighbourhoods, where the difference is clear.

    Where only all of them together differ, it is not said that none differs.
    """
    worse = sum(1 for h in harms if h.share and is_clearly_above(h.share, h.other))
    better = sum(1 for h in harms if h.share and is_clearly_below(h.share, h.other))
    say, count = voice.language.gettext, voice.language.ngettext
    if worse:
        return count(
            "%(count)s social harm is clearly more common here than overall",
            "%(count)s social harms are clearly more common here than overall",
            worse,
        )
    if better:
        return count(
            "%(count)s social harm is clearly less common here than overall",
            "%(count)s social harms are clearly less common here than overall",
            better,
        )
    if any(harm.other for harm in harms) and not is_apart:
        return say("No social harm here differs clearly from overall")
    return say("How common social harms are here")


def build_blocks(
    reading: Reading, shown: Sequence[tuple[Domain, list[Harm]]], voice: Voice
) -> tuple[Block, ...]:
    """Put each harm index into a title, a sentence and a chart; the first has the legend."""
    blocks: list[Block] = []
    for domain, harms in shown:
        share = _describe_share(domain, harms[0].question, voice)
        index = _describe_index(reading.score_of(domain), voice)
        chart = draw_harms(domain, harms, voice)
        if not blocks:
            chart = add_legend(chart, [h for _, all_ in shown for h in all_], voice)
        blocks.append(Block(voice.text(domain.title), f"{share} {index}".strip(), chart))
    return tuple(blocks)


def add_legend(chart: IntervalDots, harms: Sequence[Harm], voice: Voice) -> IntervalDots:
    """Explain the signs that the charts of these harms use."""
    say = voice.language.gettext
    is_worse = any(harm.share and is_clearly_above(harm.share, harm.other) for harm in harms)
    return replace(
        chart,
        own=say("this neighbourhood"),
        range_=say("the true value is probably here"),
        other=say("all neighbourhoods together") if any(harm.other for harm in harms) else "",
        worse=say("clearly more than overall") if is_worse else "",
    )


def draw_harms(domain: Domain, harms: Sequence[Harm], voice: Voice) -> IntervalDots:
    """Draw the harms of a domain with their intervals and the mark of all neighbourhoods."""
    say, language = voice.language.gettext, voice.language
    stem, labels = share_stem([voice.text(harm.question.text) for harm in harms])
    rows = tuple(_row(harm, label, voice) for harm, label in zip(harms, labels, strict=True))
    highest = max(max(row.upper or 0, row.value or 0, row.mark or 0) for row in rows)
    step = 20 if highest > 60 else 10
    top = min(100, step * int(highest / step + 1))
    return IntervalDots(
        title=f"{voice.text(domain.title)}: "
        + "; ".join(f"{row.label}: {row.words or say('too few answers')}" for row in rows),
        rows=rows,
        ticks=tuple((float(v), language.percent(v)) for v in range(0, top + 1, step)),
        missing=say("too few answers to show"),
        stem=stem,
        head=(
            stem or say("Harm"),
            say("this neighbourhood"),
            say("the true value is probably here"),
            say("all neighbourhoods together"),
        ),
    )


def _row(harm: Harm, label: str, voice: Voice) -> Row:
    if harm.share is None:
        return Row(label)
    return Row(
        label=label,
        value=harm.share.estimate,
        lower=harm.share.lower,
        upper=harm.share.upper,
        mark=harm.other.estimate if harm.other else None,
        is_worse=is_clearly_above(harm.share, harm.other),
        words=voice.language.percent(harm.share.estimate),
        words_range=voice.span(harm.share),
        words_mark=voice.language.percent(harm.other.estimate) if harm.other else "",
    )


def _describe_share(domain: Domain, question: Question, voice: Voice) -> str:
    """Say which answers the shares of a domain count."""
    if domain.measure == "reported":
        return voice.language.gettext("Share of the households asked to which this happened.")
    texts = list_counted(question)
    return voice.language.gettext("Share of the answers %(answers)s.", answers=voice.answers(texts))


def list_counted(question: Question) -> list[Text]:
    """List the answers that the share of a harm counts: the two that say the most harm."""
    sides = split_options(question)
    names = sides.high[-2:] if _is_high_harm(question) else sides.low[:2]
    return [option.text for option in question.options if option.name in names]


def _is_high_harm(question: Question) -> bool:
    return question.item is not None and question.item.polarity == "negative"


def _describe_index(score: Score | None, voice: Voice) -> str:
    """Say the index with its range; without a range it would claim too much."""
    if score is None or not voice.span(score):
        return ""
    return voice.language.gettext(
        "Index of harm: %(score)s of 100, probably %(span)s.",
        score=voice.whole(score.estimate),
        span=voice.span(score),
    )
