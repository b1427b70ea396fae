"""Sheet 2, priority cards to cut out: one issue each, and some free ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.reports.look import USUAL, Look
from survey.reports.products.workbook.issues import Issue, choose_issues
from survey.reports.products.workbook.room import fill_up
from survey.reports.products.workbook.steps import write_kicker
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 2

IN_ROW, LARGE_IN_ROW = 4, 3
ROWS = 2
LARGE_FIRST_ROWS = 1
"""In large print the first sheet has one row of cards, under what is to be done."""


@dataclass(frozen=True)
class Cards:
    """The content of the sheets: rows of cards; None is a free card."""

    section: str
    kicker: str
    heading: str
    steps: tuple[str, ...]
    sheets: tuple[tuple[tuple[Issue | None, ...], ...], ...]
    ends: tuple[str, str]
    free: str
    free_hint: str
    fact_hint: str


def build(reading: Reading, voice: Voice) -> Cards:
    """Build the sheets; where nothing may be shown the cards carry no numbers."""
    say = voice.language.gettext
    return Cards(
        section=say("Cards"),
        kicker=write_kicker("cards", voice),
        heading=say("Priority cards"),
        steps=(
            say("Cut along the dashed lines. Read each card aloud."),
            say("Ask: do we see it like this too? What is missing?"),
            say("Write your own issue on a free card."),
            say("Lay the cards in order: what should change first lies on top."),
        ),
        sheets=lay_out(choose_issues(reading, voice), voice.look),
        ends=(voice.whole(0), voice.whole(100)),
        free=say("Our own issue"),
        free_hint=say("What do the answers not say?"),
        fact_hint=say("What do we know about it?"),
    )


def lay_out(
    issues: Sequence[Issue], look: Look = USUAL
) -> tuple[tuple[tuple[Issue | None, ...], ...], ...]:
    """Lay cards on sheets of two rows, with at least one free card at the end."""
    in_row, first = look.choose(IN_ROW, LARGE_IN_ROW), look.choose(ROWS, LARGE_FIRST_ROWS)
    count = fill_up(len(issues) // in_row + 1, first, ROWS)
    cards = (*issues, *[None] * (count * in_row - len(issues)))
    rows = [cards[start : start + in_row] for start in range(0, len(cards), in_row)]
    starts = range(first, len(rows), ROWS)
    return (tuple(rows[:first]), *(tuple(rows[start : start + ROWS]) for start in starts))
