"""Page 5, what changed: each topic then and now, and what became of what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from survey.errors import N_
from survey.reports.changes import Change, Move
from survey.reports.charts.slope import Line, Slope
from survey.reports.indicators import Indicator, find_indicator
from survey.reports.products.neighbourhood.promises import Promises, build_promises
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 5

NARROWEST = 50
"""A chart shows at least so many of 100 points."""

MOST_TOPICS = 10
MOST_HARMS = 4
"""How many lines a chart has at most, the certain before the others."""


@dataclass(frozen=True)
class Followed:
    """A change and the figure that changed."""

    change: Change
    indicator: Indicator


@dataclass(frozen=True)
class Block:
    """A chart and what is said of it."""

    title: str
    chart: Slope


@dataclass(frozen=True)
class Changed:
    """The content of the page; an empty or absent part is not printed."""

    section: str
    heading: str
    lead: str
    blocks: tuple[Block, ...]
    keys: tuple[tuple[str, str], ...]
    caption: str
    moves: tuple[str, ...]
    moves_title: str
    promises: Promises | None
    discuss: str


def build(reading: Reading, voice: Voice) -> Changed | None:
    """Build the page; None without an earlier wave and without actions."""
    followed = follow(reading)
    promises = build_promises(reading, voice)
    if reading.is_silent or not (followed or reading.moves or promises):
        return None
    say = voice.language.gettext
    return Changed(
        section=say("What changed"),
        heading=write_heading(followed, voice) or say("What was agreed, and what became of it"),
        lead=write_lead(reading, followed, voice),
        blocks=build_blocks(reading, followed, voice),
        keys=build_keys(followed, voice),
        caption=write_caption(followed, voice),
        moves=tuple(write_move(reading, move, voice) for move in reading.moves),
        moves_title=say("Households that moved") if reading.moves else "",
        promises=promises,
        discuss=say("Talk about it: what helped, what did not, and what do we try next?"),
    )


def follow(reading: Reading) -> list[Followed]:
    """Find what each change is about; the certain first, then the largest."""
    found = [(one, find_indicator(reading.questionnaire, one.index)) for one in reading.changes]
    followed = [Followed(change, indicator) for change, indicator in found if indicator]
    return sorted(followed, key=lambda one: (not one.change.label, -abs(one.change.difference)))


_ONE = {
    # (is it a harm, which way)
    (False, "better"): N_("“%(topic)s” is clearly better than before."),
    (False, "worse"): N_("“%(topic)s” is clearly worse than before."),
    (True, "better"): N_("“%(topic)s”: clearly less than before."),
    (True, "worse"): N_("“%(topic)s”: clearly more than before."),
}


def write_heading(followed: Sequence[Followed], voice: Voice) -> str:
    """Say what changed for certain; empty where nothing was compared."""
    say = voice.language.gettext
    better = [one for one in followed if one.change.label == "better"]
    worse = [one for one in followed if one.change.label == "worse"]
    if not followed:
        return ""
    if not better and not worse:
        return say("No clear change since the last round; the differences may be chance")
    said = [_count_better(better, voice), _count_worse(worse, voice)]
    return "\n".join(filter(None, said))


def _count_better(followed: Sequence[Followed], voice: Voice) -> str:
    if len(followed) < 2:
        return name_change(followed[0], voice) if followed else ""
    return voice.language.ngettext(
        "%(count)s topic is clearly better than before.",
        "%(count)s topics are clearly better than before.",
        len(followed),
    )


def _count_worse(followed: Sequence[Followed], voice: Voice) -> str:
    if len(followed) < 2:
        return name_change(followed[0], voice) if followed else ""
    return voice.language.ngettext(
        "%(count)s topic is clearly worse than before.",
        "%(count)s topics are clearly worse than before.",
        len(followed),
    )


def name_change(followed: Followed, voice: Voice) -> str:
    """Say of a single figure which way it went; of a harm, whether there is more or less."""
    sentence = _ONE[followed.indicator.is_harm, followed.change.label]
    return voice.language.gettext(sentence, topic=voice.text(followed.indicator.title))


def write_lead(reading: Reading, followed: Sequence[Followed], voice: Voice) -> str:
    """Name the two rounds; empty where nothing was compared."""
    if not followed or reading.earlier is None:
        return ""
    return voice.language.gettext(
        "%(before)s beside %(after)s",
        before=voice.language.text(reading.earlier.title),
        after=voice.language.text(reading.wave.title),
    )


def build_blocks(reading: Reading, followed: Sequence[Followed], voice: Voice) -> tuple[Block, ...]:
    """Draw strengths and harms apart: more of the one is better, more of the other is worse."""
    say = voice.language.gettext
    groups = (
        (say("Topics: the higher, the better"), False, MOST_TOPICS),
        (say("Harms: the lower, the better"), True, MOST_HARMS),
    )
    chosen = [
        (title, [one for one in followed if one.indicator.is_harm == is_harm][:most])
        for title, is_harm, most in groups
    ]
    shown = [one for _, lines in chosen for one in lines]
    blank = make_blank(reading, shown, max(len(lines) for _, lines in chosen), voice)
    return tuple(
        Block(title, replace(blank, title=title, lines=tuple(_line(one, voice) for one in lines)))
        for title, lines in chosen
        if lines
    )


def make_blank(reading: Reading, followed: Sequence[Followed], count: int, voice: Voice) -> Slope:
    """Make a chart without lines, on a scale for all that is `followed`, with room for `count`."""
    say, text = voice.language.gettext, voice.language.text
    low, high = choose_scale([v for one in followed for v in (one.change.before, one.change.after)])
    return Slope(
        title="",
        before=text(reading.earlier.title) if reading.earlier else say("Before"),
        after=text(reading.wave.title),
        lines=(),
        head=(say("Topic"), say("Before"), say("Now")),
        low=low,
        high=high,
        room_for=count,
    )


def choose_scale(values: Sequence[float]) -> tuple[float, float]:
    """Choose whole tens around all values, never so near that little differences look large."""
    low, high = min(values, default=0.0), max(values, default=100.0)
    missing = max(0.0, NARROWEST - (high - low)) / 2
    start = 10 * floor(max(0.0, low - missing) / 10)
    return start, min(100.0, max(10 * ceil((high + missing) / 10), start + NARROWEST))


def _line(followed: Followed, voice: Voice) -> Line:
    change = followed.change
    return Line(
        label=voice.text(followed.indicator.title),
        before=change.before,
        after=change.after,
        tone=change.label or "same",
        words_before=voice.whole(change.before),
        words_after=voice.whole(change.after),
    )


def build_keys(followed: Sequence[Followed], voice: Voice) -> tuple[tuple[str, str], ...]:
    """Explain the lines that are drawn, and no others."""
    say = voice.language.gettext
    words = {
        "better": say("clearly better"),
        "worse": say("clearly worse"),
        "same": say("may be chance"),
    }
    used = {one.change.label or "same" for one in followed}
    return tuple((tone, said) for tone, said in words.items() if tone in used)


def write_caption(followed: Sequence[Followed], voice: Voice) -> str:
    """Say who was compared: mostly the same households, or two samples; and how many answered."""
    if not followed:
        return ""
    say, changes = voice.language.gettext, [one.change for one in followed]
    panels = [change for change in changes if change.method == "panel"]
    widest = max(panels or changes, key=lambda change: change.n_before + change.n_after)
    counts = {
        "before": voice.respondents(widest.n_before),
        "after": voice.respondents(widest.n_after),
    }
    if not panels:
        return say(
            "Two samples were compared: %(before)s then, %(after)s now. Different people may have "
            "answered.",
            **counts,
        )
    asked = say(
        "Most households were asked both times: %(before)s then, %(after)s now. Households not "
        "reached again: %(lost)s; new ones: %(gained)s.",
        **counts,
        lost=voice.whole(widest.lost or 0),
        gained=voice.whole(widest.gained or 0),
    )
    only = say(
        "Only households that were asked both times are compared, so “now” may differ a little "
        "from the other pages."
    )
    return f"{asked} {only}"


_MOVES = {
    "better": N_(
        "“%(question)s”: of 100 households, %(better)s moved up and %(worse)s down; "
        "clearly more up than down."
    ),
    "worse": N_(
        "“%(question)s”: of 100 households, %(better)s moved up and %(worse)s down; "
        "clearly more down than up."
    ),
    "": N_(
        "“%(question)s”: of 100 households, %(better)s moved up and %(worse)s down; "
        "the difference may be chance."
    ),
}


def write_move(reading: Reading, move: Move, voice: Voice) -> str:
    """Say how the stoplights of a question moved, and how sure it is that more went one way."""
    indicator = find_indicator(reading.questionnaire, move.index)
    return voice.language.gettext(
        _MOVES[move.label],
        question=voice.text(indicator.title) if indicator else voice.code(move.index),
        better=voice.whole(move.better),
        worse=voice.whole(move.worse),
    )
