"""Page 1, the summary: what was found, strengths and needs, the compass, the map, the session."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.errors import N_
from survey.places.model import Meeting
from survey.reports.charts.compass import Compass
from survey.reports.charts.locator_map import LocatorMap
from survey.reports.findings import Finding, Tone, find_needs, find_strengths
from survey.reports.headline import ask_anyway, explain_silence, write_caution, write_headline
from survey.reports.key_numbers import BigNumber, build_numbers
from survey.reports.orientation import Key, build_compass, build_legend, build_map
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 1


@dataclass(frozen=True)
class Entry:
    """One strength or need in words: its title and the facts under it."""

    title: str
    facts: tuple[str, ...]
    is_topic: bool


@dataclass(frozen=True)
class Listing:
    """The strengths or the needs; `empty` is said where there is none."""

    title: str
    tone: Tone
    entries: tuple[Entry, ...]
    empty: str


@dataclass(frozen=True)
class Invitation:
    """What the sheets are for, and when people meet about them."""

    title: str
    body: str
    meeting: str


@dataclass(frozen=True)
class Summary:
    """The content of the first page; an empty or absent part is not printed.

    Where nothing may be shown, `reasons` say why and `discuss` asks what no number tells.
    """

    name: str
    district: str
    wave: str
    headline: str
    caution: str
    reasons: tuple[str, ...]
    numbers: tuple[BigNumber, ...]
    listings: tuple[Listing, ...]
    compass: Compass | None
    compass_caption: str
    legend: tuple[Key, ...]
    map: LocatorMap | None
    invitation: Invitation
    discuss: str


def build(reading: Reading, voice: Voice) -> Summary:
    """Build the first page; where nothing may be shown it says so and why."""
    is_silent, language = reading.is_silent, voice.language
    strengths, needs = find_strengths(reading), find_needs(reading)
    compass = None if is_silent else build_compass(reading, voice)
    return Summary(
        name=language.text(reading.place.name),
        district=find_district(reading, voice),
        wave=language.text(reading.wave.title),
        headline=write_headline(reading, voice, strengths, needs),
        caution=write_caution(reading, voice),
        reasons=explain_silence(reading, voice) if is_silent else (),
        numbers=() if is_silent else build_numbers(reading, voice),
        listings=() if is_silent else build_listings(strengths, needs, voice),
        compass=compass,
        compass_caption=language.gettext(
            "Each spoke is a topic: 0 in the middle, 100 at the edge. The farther out, the better."
        ),
        legend=build_legend(compass, voice),
        map=build_map(reading, voice),
        invitation=build_invitation(reading, voice),
        discuss=ask_anyway(voice) if is_silent else "",
    )


def find_district(reading: Reading, voice: Voice) -> str:
    """Name the district the neighbourhood belongs to; empty where there is none."""
    names = [d.name for d in reading.project.districts if d.id == reading.place.district]
    return voice.language.text(names[0]) if names else ""


def build_listings(
    strengths: Sequence[Finding], needs: Sequence[Finding], voice: Voice
) -> tuple[Listing, ...]:
    """Put strengths and needs into words, and say plainly where there is none."""
    say = voice.language.gettext
    return (
        Listing(
            say("Strengths"),
            "good",
            tuple(describe(finding, voice) for finding in strengths),
            say("Nothing can be called a strength with confidence yet."),
        ),
        Listing(
            say("Most urgent needs"),
            "need",
            tuple(describe(finding, voice) for finding in needs),
            say("Nothing can be called a weak point with confidence."),
        ),
    )


def describe(finding: Finding, voice: Voice) -> Entry:
    """Put a strength or need into words, with no more certainty than it has."""
    facts = write_figure(finding, voice), compare(finding, voice)
    return Entry(voice.text(finding.title), tuple(filter(None, facts)), finding.is_topic)


def write_figure(finding: Finding, voice: Voice) -> str:
    """Say a finding's score and range; harms say that they are harm."""
    sentence = {
        (False, True): N_("%(score)s of 100, probably %(span)s"),
        (False, False): N_("Probably: %(score)s of 100, but it may be %(span)s"),
        (True, True): N_("Harm %(score)s of 100, probably %(span)s"),
        (True, False): N_("Probably: harm %(score)s of 100, but it may be %(span)s"),
    }[finding.is_harm, finding.standing.is_certain]
    score = voice.whole(finding.score.estimate)
    return voice.language.gettext(sentence, score=score, span=voice.span(finding.score))


def compare(finding: Finding, voice: Voice) -> str:
    """Set a finding beside all neighbourhoods together, where the difference is clear."""
    other, say = finding.other, voice.language.gettext
    if other is None:
        return ""
    figure = voice.whole(other.estimate)
    if finding.side == "above":
        return say("clearly above all neighbourhoods (%(other)s)", other=figure)
    if finding.side == "below":
        return say("clearly below all neighbourhoods (%(other)s)", other=figure)
    return ""


def build_invitation(reading: Reading, voice: Voice) -> Invitation:
    """Say what the sheets are for, and invite to the session where there is one."""
    say, meeting = voice.language.gettext, reading.project.meeting
    when = write_meeting(meeting, voice) if meeting else ""
    if reading.is_silent:
        return Invitation(
            say("What you know counts too"),
            say("Numbers are only one way of getting to know a place."),
            when,
        )
    return Invitation(
        say("These sheets are for talking, not for filing"),
        say("Every sheet ends with a question. Write your group's answer there."),
        when,
    )


def write_meeting(meeting: Meeting, voice: Voice) -> str:
    """Say when and where people meet about the report."""
    return voice.language.gettext(
        "We meet on %(day)s at %(time)s: %(place)s.",
        day=meeting.day,
        time=voice.digits(meeting.time),
        place=voice.language.text(meeting.place),
    )
