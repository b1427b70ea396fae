"""An interview as those see it who follow the fieldwork: how it went, never what was answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from survey.places.model import Ring
from survey.responses.model import Channel

Detail = Mapping[str, int]
"""The numbers in the sentence of a flag."""

FEWEST_TOLD = 5
"""Times and silences are told of so many interviews together: of one they would be a household's.

The same number under which reports tell nothing of a cell (docs/method.md).
"""


DAY_LETTERS, MINUTE_LETTERS = len("2026-11-22"), len("2026-11-22T09:30")


def read_sign(written: str) -> datetime:
    """Read a moment as arrivals keep it: to the minute, or only the day."""
    moment = datetime.fromisoformat(written)
    return moment.replace(tzinfo=UTC).astimezone() if len(written) > DAY_LETTERS else moment


@dataclass(frozen=True)
class Interview:
    """What the flags look at: the standing answers that are not private, and how they came.

    `answers` leaves out what is sensitive, identifying, or depends on such a question. `asked`
    counts the closed questions that applied, `missing` those of them without an answer. `batteries`
    are rows of statements on one scale with what was answered to each, `points` the places noted,
    as (longitude, latitude). `seconds` is how long it took, `offset` how many seconds the device's
    clock was behind the server's; None where nobody knows. `outline` is the neighbourhood's.
    """

    id: UUID
    project: str
    wave: str
    neighbourhood: str
    household: str
    collector: str
    channel: Channel
    is_refusal: bool
    day: date
    received_at: datetime
    ended_at: datetime | None = None
    seconds: int | None = None
    offset: float | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    asked: int = 0
    missing: int = 0
    batteries: tuple[tuple[object, ...], ...] = ()
    points: tuple[tuple[float, float], ...] = ()
    outline: Ring = ()

    @property
    def is_interviewed(self) -> bool:
        """Whether a facilitator asked and got answers."""
        return self.channel == "tablet" and not self.is_refusal

    @property
    def last_sign(self) -> str:
        """When it came, to the minute; of what residents sent themselves only the day."""
        written = self.received_at.astimezone(UTC).isoformat(timespec="minutes")
        return written[: MINUTE_LETTERS if self.collector else DAY_LETTERS]


@dataclass(frozen=True)
class Around:
    """What else there is: `median` seconds of the wave, None while there are few interviews.

    `interviews` counts those of the same household in the wave, this one included; `earlier` are
    the answers of the last ones by the same facilitator in the same neighbourhood.
    """

    median: int | None = None
    interviews: int = 1
    earlier: Sequence[Mapping[str, object]] = ()


@dataclass(frozen=True)
class Flag:
    """A sign that an interview should be looked into.

    `title` is a sentence to translate, as is `says`, which may use the numbers that `find` gives;
    `find` gives None where nothing is odd. `why` tells what it may mean, and what else.
    """

    name: str
    title: str
    says: str
    why: str
    find: Callable[[Interview, Around], Detail | None]


@dataclass(frozen=True)
class Raised:
    """A flag that was raised for an interview, and who looked into it, if anybody did."""

    response: UUID
    flag: str
    detail: Detail
    neighbourhood: str
    household: str
    collector: str
    last_sign: str
    looked_on: date | None = None
    looked_by: str = ""
    note: str = ""

    @property
    def moment(self) -> datetime:
        """When the interview came, on the clock of the server."""
        return read_sign(self.last_sign)

    @property
    def is_exact(self) -> bool:
        """Whether the hour is known, not only the day."""
        return len(self.last_sign) > DAY_LETTERS


@dataclass(frozen=True)
class Tally:
    """What came from one facilitator in one neighbourhood: counts, and how long it took.

    `minutes` counts interviews by their length, in quarters of a minute.
    """

    neighbourhood: str
    collector: str
    interviews: int
    refusals: int
    asked: int
    missing: int
    last_sign: str
    minutes: Mapping[int, int]


@dataclass(frozen=True)
class Day:
    """What came of one day of interviewing in a neighbourhood."""

    neighbourhood: str
    day: date
    interviews: int
    refusals: int
