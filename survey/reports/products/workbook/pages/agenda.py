"""Sheet 1, the agenda: when and where, the steps, the rules, and who speaks for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from survey.reports.findings import find_needs, find_strengths
from survey.reports.headline import explain_silence, write_caution, write_headline
from survey.reports.products.workbook.room import is_crowded
from survey.reports.products.workbook.steps import (
    PARTS,
    count_minutes,
    name_circle,
    number_of,
)
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 1

USUAL_LETTERS = 900
"""How many letters the sheet has room for in the usual size."""


@dataclass(frozen=True)
class Line:
    """One part of the session; `number` is None for what stands between the steps."""

    number: int | None
    name: str
    aim: str
    starts: str
    minutes: str
    circle: str
    needs: str


@dataclass(frozen=True)
class Field:
    """Something that is known, or is written in by hand where `value` is empty."""

    name: str
    value: str = ""


@dataclass(frozen=True)
class Speakers:
    """A table to write in who speaks for whom."""

    title: str
    advice: str
    columns: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Agenda:
    """The content of the sheet."""

    section: str
    name: str
    headline: str
    remarks: tuple[str, ...]
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    meeting_title: str
    meeting: tuple[Field, ...]
    rules_title: str
    rules: tuple[str, ...]
    speakers: Speakers
    is_crowded: bool


def build(reading: Reading, voice: Voice) -> Agenda:
    """Build the sheet; it is in every workbook."""
    say = voice.language.gettext
    lines, rules = tuple(list_lines(reading, voice)), list_rules(voice)
    name = voice.language.text(reading.place.name)
    return Agenda(
        section=say("Agenda"),
        name=name,
        headline=write_headline(reading, voice, find_strengths(reading), find_needs(reading)),
        remarks=tuple(write_remarks(reading, voice)),
        columns=(say("Begins at"), say("Step"), say("How long"), say("Who"), say("What is needed")),
        lines=lines,
        meeting_title=say("When and where"),
        meeting=list_meeting(reading, voice),
        rules_title=say("What we agree on"),
        rules=rules,
        speakers=list_speakers(voice),
        is_crowded=is_crowded(
            [name, *rules, *(word for line in lines for word in (line.aim, line.needs))],
            USUAL_LETTERS,
        ),
    )


def write_remarks(reading: Reading, voice: Voice) -> Iterator[str]:
    """Say what the numbers are worth: few answers, or none that may be shown."""
    say = voice.language.gettext
    if reading.is_silent:
        yield explain_silence(reading, voice)[1]
        yield say("What you know counts too: the session works without numbers.")
        return
    if caution := write_caution(reading, voice):
        yield caution
    yield say(
        "%(people)s answered between %(first)s and %(last)s.",
        people=voice.respondents(reading.here.respondents),
        first=reading.wave.starts,
        last=reading.imprint.last_day,
    )


def list_lines(reading: Reading, voice: Voice) -> Iterator[Line]:
    """List the parts of the session, with the time of day where it is known."""
    say, meeting = voice.language.gettext, reading.project.meeting
    clock = read_clock(meeting.time) if meeting else None
    for part in PARTS:
        yield Line(
            number=number_of(part),
            name=say(part.name),
            aim=say(part.aim),
            starts=voice.digits(f"{clock:%H:%M}") if clock else "",
            minutes=count_minutes(voice, part.minutes),
            circle=name_circle(part, voice),
            needs=say(part.needs),
        )
        clock = clock + timedelta(minutes=part.minutes) if clock else None


def read_clock(time: str) -> datetime | None:
    """Read a time of day; None where it is written in words."""
    try:
        return datetime.strptime(time, "%H:%M")
    except ValueError:
        return None


def list_meeting(reading: Reading, voice: Voice) -> tuple[Field, ...]:
    """Say when, where and how long people meet, or leave room to write it."""
    say, meeting = voice.language.gettext, reading.project.meeting
    minutes = sum(part.minutes for part in PARTS)
    return (
        Field(say("Day"), voice.language.date(meeting.day) if meeting else ""),
        Field(say("Time"), voice.digits(meeting.time) if meeting else ""),
        Field(say("Place"), voice.language.text(meeting.place) if meeting else ""),
        Field(say("How long"), count_minutes(voice, minutes)),
        Field(say("Facilitator")),
    )


def list_rules(voice: Voice) -> tuple[str, ...]:
    """List what everybody agrees on before the first step."""
    say = voice.language.gettext
    return (
        say("Nobody is asked about themselves. We talk about the neighbourhood, not about homes."),
        say("We name no persons: neither who did something nor to whom it happened."),
        say("One person speaks at a time. Everyone may speak, and nobody has to."),
        say("Numbers open the talk, they do not end it. Who sees it differently says so."),
        say("Who needs help speaks with the facilitator alone, afterwards."),
    )


def list_speakers(voice: Voice) -> Speakers:
    """Leave room for who speaks for whom, so that nobody speaks for all."""
    say = voice.language.gettext
    return Speakers(
        title=say("Who speaks for whom"),
        advice=say("Each group chooses who speaks for it and who writes."),
        columns=(say("Group"), say("Who speaks"), say("Who writes")),
        groups=(say("Women"), say("Men"), say("Youth"), say("Who else is seldom heard?")),
    )
