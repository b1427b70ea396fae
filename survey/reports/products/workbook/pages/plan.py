"""Sheet 5, the action plan: what, who, with whom, by when, and how we will know."""

from dataclasses import dataclass

from survey.reports.products.workbook.issues import first_need
from survey.reports.products.workbook.steps import write_kicker
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 5

ROWS = 7
LARGE_ROWS = 12
"""In large print there are two sheets: four rows, then eight."""


@dataclass(frozen=True)
class Column:
    """One column: its name and what is to be written there."""

    name: str
    hint: str


@dataclass(frozen=True)
class Plan:
    """The content of the sheet; `fields` are written in above the table."""

    section: str
    kicker: str
    heading: str
    steps: tuple[str, ...]
    fields: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: int
    baseline: str


def build(reading: Reading, voice: Voice) -> Plan:
    """Build the sheet; it is in every workbook."""
    say = voice.language.gettext
    return Plan(
        section=say("Action plan"),
        kicker=write_kicker("plan", voice),
        heading=say("Action plan"),
        steps=(
            say("Take the root with the star. What removes it?"),
            say("Write small actions that can be finished within three months."),
            say("Each action has one group or office that answers for it, not “everybody”."),
            say("Ask at each: who else must agree? Who could lose by it?"),
        ),
        fields=(say("Our problem"), say("The root that we change")),
        columns=list_columns(voice),
        rows=voice.look.choose(ROWS, LARGE_ROWS),
        baseline=write_baseline(reading, voice),
    )


def list_columns(voice: Voice) -> tuple[Column, ...]:
    """Name the columns and say what belongs there."""
    say = voice.language.gettext
    return (
        Column(say("What"), say("one thing that can be finished")),
        Column(say("Who"), say("the group or office that does it")),
        Column(say("With whom"), say("whose help or consent is needed")),
        Column(say("By when"), say("a day on the calendar")),
        Column(say("How we will know"), say("something to count or to see")),
    )


def write_baseline(reading: Reading, voice: Voice) -> str:
    """Say where the first need stands today, to be compared in the next round; empty without."""
    need = first_need(reading)
    if need is None:
        return ""
    return voice.language.gettext(
        "Where we stand in this round: “%(topic)s”, %(score)s of 100. The next round asks again.",
        topic=voice.text(need.title),
        score=voice.whole(need.score.estimate),
    )
