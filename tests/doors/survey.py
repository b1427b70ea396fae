"""A hostile survey: few answers, small cells, sensitive questions, a subgroup of one, two waves.

Its twin differs only in what is withheld: who of the small neighbourhoods answered what, and in
which of them they live; answers that are printed together with others; who reports an addiction;
words that nobody chose for print; names.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from survey.locale import Text
from survey.places.model import Action, District, Meeting, Neighbourhood, Project, Wave
from survey.responses.ids import import_id
from survey.responses.model import Submission

FORM = Path(__file__).parent / "hostile.yaml"
SPRING = Wave("spring", Text("Spring"), date(2026, 4, 1), date(2026, 4, 30))
AUTUMN = Wave("autumn", Text("Autumn"), date(2026, 10, 1), date(2026, 10, 31))
RECEIVED = {
    "spring": datetime(2026, 4, 2, 8, tzinfo=UTC),
    "autumn": datetime(2026, 10, 2, 8, tzinfo=UTC),
}
SIZES = {"big": 40, "small": 14, "one": 6, "two": 7, "alone": 1}
HIDDEN = ("one", "two", "alone")
"""Neighbourhoods of which nothing is shown, but that they are a district of fourteen people."""

RATINGS = ("a1", "a2", "c1", "c2", "p1")
CORNERS = {"big": (50.00, 36.00), "small": (50.02, 36.00), "one": (50.00, 36.02)}
CORNERS |= {"two": (50.02, 36.02), "alone": (50.04, 36.02)}


def place(name: str) -> Neighbourhood:
    """A neighbourhood with an outline, so that maps are drawn."""
    x, y = CORNERS[name]
    outline = ((x, y), (x + 0.01, y), (x + 0.01, y + 0.01), (x, y + 0.01), (x, y))
    district = "west" if name in HIDDEN else "east"
    return Neighbourhood(name, Text(name.title()), district, SIZES[name] * 10, outline)


PROJECT = Project(
    id="town",
    title=Text("Town"),
    organisation=Text("Office"),
    questionnaire="hostile",
    waves=(SPRING, AUTUMN),
    neighbourhoods=tuple(place(name) for name in SIZES),
    districts=(District("east", Text("East")), District("west", Text("West"))),
    meeting=Meeting(date(2026, 12, 4), "16:00", Text("School")),
    actions=tuple(
        Action(name, Text("Lamps"), Text("All"), None, indicator, "spring", "done")
        for name in SIZES
        for indicator in ("life", "r3")
    ),
)


@dataclass(frozen=True)
class Person:
    """Who answered in a wave; `number` is the household's in both."""

    number: int
    place: str
    wave: str
    answers: dict[str, object]


def draw_people() -> list[Person]:
    """Draw everybody's answers of both waves; the same every time."""
    chance, people, number = Random(12), [], 0
    for name, size in SIZES.items():
        for turn in range(size):
            number += 1
            for wave in RECEIVED:
                answers = {one: f"o{chance.choice((1, 2, 3, 4, 4, 5))}" for one in RATINGS}
                people.append(Person(number, name, wave, answers | draw_rest(chance, name, turn)))
    return people


def draw_rest(chance: Random, name: str, turn: int) -> dict[str, object]:
    """Few report an addiction: three in the large neighbourhood, two in the small one."""
    few = {"big": 3, "small": 2, "one": 1, "two": 0, "alone": 1}[name]
    return {
        "r1": chance.choice(("yes", "no", "no")),
        "r2": chance.choice(("yes", "no", "no", "no")),
        "r3": "yes" if turn < few else "no",
        "l1": chance.choice(("green", "green", "yellow", "red")),
        "z1": f"Words of household {name} {turn}.",
        "name": f"Name {name} {turn}",
    }


def make_twin(people: Sequence[Person]) -> list[Person]:
    """Change what is withheld, and nothing else."""
    return [_hide(_report(_soften(one))) for one in _rotate(people)]


def _rotate(people: Sequence[Person]) -> list[Person]:
    """Let everybody in the hidden neighbourhoods answer as the next one did; one has moved."""
    hidden = sorted({one.number for one in people if one.place in HIDDEN})
    following = dict(zip(hidden, [*hidden[1:], hidden[0]], strict=True))
    said = {(one.number, one.wave): one.answers for one in people}
    return [
        replace(
            one,
            place="two" if one.number == hidden[0] else one.place,
            answers=said[following.get(one.number, one.number), one.wave],
        )
        for one in people
    ]


SOFTER: Mapping[int, Mapping[str, object]] = {
    3: {"c1": "o4", "c2": "o5"},
    11: {"c1": "o2", "c2": "o4"},
}
"""What two households of the large neighbourhood say instead: no group, mean or score changes."""


def _soften(person: Person) -> Person:
    """Two answer one question less strongly, and the other one so that their scores stay."""
    softer = SOFTER.get(person.number, {}) if person.wave == "autumn" else {}
    return replace(person, answers={**person.answers, **softer})


def _report(person: Person) -> Person:
    """A household of the small neighbourhood reports the addiction of one in the large one."""
    said = {1: "no", 43: "yes"}.get(person.number)
    return replace(person, answers={**person.answers, "r3": said}) if said else person


QUOTED = 2
"""The household whose words are printed, in both twins."""


def _hide(person: Person) -> Person:
    """Write other words, unless they are printed, and another name."""
    other = {"name": f"Another {person.number}"}
    if person.number != QUOTED:
        other["z1"] = f"Other {person.number}."
    return replace(person, answers={**person.answers, **other})


def write_submissions(people: Sequence[Person], version: str) -> list[Submission]:
    """Write everybody's answers as they come in."""
    return [write_submission(one, version) for one in people]


def write_submission(person: Person, version: str) -> Submission:
    """Write one household's answers as they come in."""
    return Submission(
        id=import_id("hostile", f"{person.wave} {person.number}"),
        project="town",
        wave=person.wave,
        questionnaire="hostile",
        version=version,
        language="en",
        channel="tablet",
        consent="given",
        answers=person.answers,
        received_at=RECEIVED[person.wave],
        neighbourhood=person.place,
        household=f"h{person.number}",
    )
