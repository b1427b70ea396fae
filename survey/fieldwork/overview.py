"""The fieldwork of a wave at a glance: lines of numbers, by place, by facilitator and by day."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from survey.fieldwork.durations import add_lengths, find_quartiles
from survey.fieldwork.model import DAY_LETTERS, FEWEST_TOLD, Day, Tally, read_sign
from survey.fieldwork.store import count_begun, count_flags, read_days, read_tallies
from survey.places.model import Project, Wave
from survey.storage.database import Database

DAYS = 14
"""So many of the last days of a wave are listed."""


@dataclass(frozen=True)
class Line:
    """What came from one place or person; `quartiles` are minutes, `missing` a share up to 100.

    Both are None for few interviews, as `last` is where nothing came. `is_exact` says that the hour
    of the last one is known: of what residents send themselves only the day is.
    """

    name: str
    interviews: int
    refusals: int
    begun: int
    flags: int = 0
    quartiles: tuple[float, float, float] | None = None
    missing: float | None = None
    last: datetime | None = None
    is_exact: bool = False


@dataclass(frozen=True)
class Overview:
    """What the page of a wave shows. `days` are interviews and refusals, the last day first."""

    total: Line
    places: list[Line]
    people: list[Line]
    days: list[tuple[date, int, int]]
    most_in_a_day: int


def make_overview(
    database: Database, project: Project, wave: Wave, places: Collection[str], today: date
) -> Overview:
    """Add up what came from some neighbourhoods of a project; call `catch_up` before."""
    tallies = [
        one for one in read_tallies(database, project.id, wave.id) if one.neighbourhood in places
    ]
    is_asked = wave.starts <= today <= wave.ends
    begun = _keep(count_begun(database, project.id), places) if is_asked else {}
    flags = _keep(count_flags(database, project.id, wave.id), places)
    last_day = min(today, wave.ends)
    days = [
        one
        for one in read_days(database, project.id, wave.id, last_day - timedelta(days=DAYS - 1))
        if one.neighbourhood in places
    ]
    listed = list_days(days)
    return Overview(
        total=make_line("", tallies, sum(begun.values()), sum(flags.values())),
        places=_list_places(places, tallies, begun, flags),
        people=_list_people(tallies, begun),
        days=listed,
        most_in_a_day=max((asked + refused for _, asked, refused in listed), default=0),
    )


def make_line(name: str, tallies: Iterable[Tally], begun: int, flags: int = 0) -> Line:
    """Add up what came; of few interviews neither times nor silences are told."""
    own = list(tallies)
    interviews = sum(one.interviews for one in own)
    minutes = add_lengths(one.minutes for one in own)
    asked, missing = sum(one.asked for one in own), sum(one.missing for one in own)
    is_told = interviews >= FEWEST_TOLD
    last = max((one.last_sign for one in own), default="")
    return Line(
        name=name,
        interviews=interviews,
        refusals=sum(one.refusals for one in own),
        begun=begun,
        flags=flags,
        quartiles=find_quartiles(minutes) if sum(minutes.values()) >= FEWEST_TOLD else None,
        missing=100 * missing / asked if is_told and asked else None,
        last=read_sign(last) if last else None,
        is_exact=len(last) > DAY_LETTERS,
    )


def list_days(days: Iterable[Day]) -> list[tuple[date, int, int]]:
    """Add up each day, the last one first."""
    asked: Counter[date] = Counter()
    refused: Counter[date] = Counter()
    for one in days:
        asked[one.day] += one.interviews
        refused[one.day] += one.refusals
    named = sorted({day for day in asked if asked[day] + refused[day]}, reverse=True)
    return [(day, asked[day], refused[day]) for day in named]


def _list_places(
    places: Collection[str],
    tallies: Collection[Tally],
    begun: Mapping[tuple[str, str], int],
    flags: Mapping[tuple[str, str], int],
) -> list[Line]:
    lines = [
        make_line(
            place,
            [one for one in tallies if one.neighbourhood == place],
            _sum(begun, place),
            _sum(flags, place),
        )
        for place in places
    ]
    return [one for one in lines if one.name or one.interviews or one.refusals or one.begun]


def _list_people(tallies: Collection[Tally], begun: Mapping[tuple[str, str], int]) -> list[Line]:
    names = sorted({one.collector for one in tallies} | {name for _, name in begun})
    return [
        make_line(
            name,
            [one for one in tallies if one.collector == name],
            sum(count for (_, other), count in begun.items() if other == name),
        )
        for name in names
    ]


def _keep(
    counts: Mapping[tuple[str, str], int], places: Collection[str]
) -> dict[tuple[str, str], int]:
    return {key: count for key, count in counts.items() if key[0] in places}


def _sum(counts: Mapping[tuple[str, str], int], place: str) -> int:
    return sum(count for (here, _), count in counts.items() if here == place)
