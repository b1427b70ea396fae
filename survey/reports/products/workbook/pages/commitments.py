"""Sheet 6, commitments to sign, and when people meet again."""

from dataclasses import dataclass

from survey.reports.products.workbook.pages.plan import Column
from survey.reports.products.workbook.steps import write_kicker
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 6

ROWS = 8
LARGE_ROWS = 12
"""In large print there are two sheets: five rows, then seven."""


@dataclass(frozen=True)
class Commitments:
    """The content of the sheet; `fields` are written in below the table."""

    section: str
    kicker: str
    heading: str
    steps: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: int
    fields: tuple[str, ...]


def build(reading: Reading, voice: Voice) -> Commitments:
    """Build the sheet; it is in every workbook."""
    say = voice.language.gettext
    return Commitments(
        section=say("Commitments"),
        kicker=write_kicker("commitments", voice),
        heading=say("What each of us will do"),
        steps=(
            say("Say aloud what you will do, then write it down."),
            say("Sign only what you want to. A group or an office can sign as well."),
            say("This sheet hangs where all can read it: who signs agrees to that."),
            say("When we meet again, we read it aloud."),
        ),
        columns=(
            Column(say("Name"), say("as you want to be called")),
            Column(say("Role"), say("resident, association, office")),
            Column(say("What I will do"), say("and by when")),
            Column(say("Signature"), say("or a sign of your own")),
        ),
        rows=voice.look.choose(ROWS, LARGE_ROWS),
        fields=(
            say("Date"),
            say("We meet again on"),
            say("Place"),
            say("Who tells those who were not here?"),
        ),
    )
