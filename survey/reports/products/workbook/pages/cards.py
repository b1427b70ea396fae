"""Sheet 2, priority cards to cut out: one issue each, and some free ones."""

from dataclasses import dataclass

from survey.reports.products.workbook.issues import Issue, choose_issues
from survey.reports.products.workbook.steps import write_kicker
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 2

CARDS_ON_SHEET = 8
IN_ROW = 4


@dataclass(frozen=True)
class Cards:
    """The content of the sheets: rows of cards, two rows a sheet; None is a free card."""

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
        sheets=lay_out(choose_issues(reading, voice)),
        ends=(voice.whole(0), voice.whole(100)),
        free=say("Our own issue"),
        free_hint=say("What do the answers not say?"),
        fact_hint=say("What do we know about it?"),
    )


def lay_out(
    issues: tuple[Issue, ...],
) -> tuple[tuple[tuple[Issue | None, ...], ...], ...]:
    """Lay cards on sheets of two rows, with at least one free card at the end."""
    sheets = len(issues) // CARDS_ON_SHEET + 1
    cards = (*issues, *[None] * (sheets * CARDS_ON_SHEET - len(issues)))
    rows = [cards[start : start + IN_ROW] for start in range(0, len(cards), IN_ROW)]
    return tuple(tuple(rows[start : start + 2]) for start in range(0, len(rows), 2))
