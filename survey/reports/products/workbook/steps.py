"""The steps of a session: what is done, for how long, by whom, and what has to lie ready."""

from dataclasses import dataclass
from typing import Literal

from survey.errors import N_
from survey.reports.voice import Voice

Circle = Literal["groups", "apart", "everyone"]
"""Who sits together: mixed groups, women, men and youth apart, or all."""

_CIRCLES: dict[Circle, str] = {
    "groups": N_("groups of 5 to 7"),
    "apart": N_("women, men and youth apart"),
    "everyone": N_("everyone together"),
}

_KICKERS: dict[Circle, str] = {
    "groups": N_("Step %(step)s of %(steps)s | %(minutes)s | groups of 5 to 7"),
    "apart": N_("Step %(step)s of %(steps)s | %(minutes)s | women, men and youth apart"),
    "everyone": N_("Step %(step)s of %(steps)s | %(minutes)s | everyone together"),
}


@dataclass(frozen=True)
class Part:
    """One part of a session: its sheet, and what is done in it; a break has no sheet."""

    sheet: str
    name: str
    minutes: int
    circle: Circle
    aim: str
    needs: str = ""


PARTS = (
    Part(
        "",
        N_("Welcome"),
        10,
        "everyone",
        N_("Say why we meet, read the rules aloud, form the groups."),
        N_("this sheet on the wall"),
    ),
    Part(
        "cards",
        N_("Cards"),
        25,
        "groups",
        N_("See what the answers say, and add what they do not say."),
        N_("cards, scissors, pens"),
    ),
    Part(
        "voting",
        N_("Vote"),
        20,
        "apart",
        N_("Choose what should change first."),
        N_("three stickers for each person"),
    ),
    Part("", N_("Tea"), 10, "everyone", N_("Count the stickers meanwhile."), N_("tea, glasses")),
    Part(
        "tree",
        N_("Problem tree"),
        30,
        "groups",
        N_("Find the roots of the problem that was chosen."),
        N_("coloured paper, glue, pens"),
    ),
    Part(
        "plan",
        N_("Action plan"),
        30,
        "groups",
        N_("Agree on what is done, by whom and by when."),
        N_("pens, a calendar"),
    ),
    Part(
        "commitments",
        N_("Commitments"),
        15,
        "everyone",
        N_("Say aloud what each of us will do, and when we meet again."),
        N_("pens, a place on the wall"),
    ),
)
"""All of a session, in its order; the parts with a sheet are its steps."""

STEPS = tuple(part for part in PARTS if part.sheet)


def number_of(part: Part) -> int | None:
    """Return the number of a step; None for what stands between the steps."""
    return STEPS.index(part) + 1 if part.sheet else None


def write_kicker(sheet: str, voice: Voice) -> str:
    """Say which step a sheet is for, how long it takes and who sits together."""
    part = next(part for part in STEPS if part.sheet == sheet)
    return voice.language.gettext(
        _KICKERS[part.circle],
        step=number_of(part),
        steps=len(STEPS),
        minutes=count_minutes(voice, part.minutes),
    )


def name_circle(part: Part, voice: Voice) -> str:
    """Say who sits together."""
    return voice.language.gettext(_CIRCLES[part.circle])


def count_minutes(voice: Voice, minutes: int) -> str:
    """Say a number of minutes."""
    return voice.language.ngettext("%(count)s minute", "%(count)s minutes", minutes)
