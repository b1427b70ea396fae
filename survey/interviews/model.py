"""The package that an envelope holds, the devices that send them, and what becomes of each."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from survey.accounts.model import Reach
from survey.errors import N_
from survey.interviews.refusing import UNFIT, RefusedError

Outcome = Literal[
    "new", "repeated", "revised", "waiting", "conflict", "withdrawn", "kept", "missing"
]
"""What became of an envelope. `waiting` needs its interviewer once more, `kept` was not opened yet,
`missing` waits for its files; all others are as for every response."""

Remark = Literal["account", "clock", "desk", "receipt", "wave"]
"""What somebody may want to know of an interview: its interviewer's account was closed meanwhile;
a clock went wrong; it waits at the desk of who registered the tablet; its receipt was taken; its
wave was told by the day on which it arrived."""

MOST_FILES = 60
MOST_PAIRS = 20_000
MOST_MILLISECONDS = 10**13
FIRST_YEAR, LAST_YEAR = 1970, 2199
OFF = timedelta(minutes=5)
"""From here on a clock is called wrong."""

NOT_READ = N_(
    "The interview was opened, but it is not written as this version of Mahalla reads it."
)

Line = Annotated[str, StringConstraints(max_length=64, pattern=r"^[^\x00-\x1f\x7f]*$")]
Hash = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,100}$")]
Milliseconds = Annotated[int, Field(ge=-MOST_MILLISECONDS, le=MOST_MILLISECONDS)]
Typed = list[tuple[str, list[tuple[str, str]]]]


class Package(BaseModel):
    """One interview as a tablet wrote it down; `typed` are the texts of inputs, by section.

    What a tablet leaves out is empty: of a refusal there is little to say.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    format: Literal[1]
    id: UUID
    project: Line
    form: Line
    version: Line
    language: Line
    neighbourhood: Line = ""
    household: Line = ""
    facilitator: Line
    mode: Literal["facilitator"] = "facilitator"
    consent: Literal["given", "refused", "not_asked"]
    consent_text: Hash = ""
    started_at: AwareDatetime
    consented_at: AwareDatetime | Literal[""] = ""
    finished_at: AwareDatetime
    zone: Line = ""
    elapsed_ms: Annotated[int, Field(ge=0, le=MOST_MILLISECONDS)] | None = None
    offset_ms: Milliseconds | None = None
    order: dict[str, list[str]] = Field(default_factory=dict)
    receipt: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{16})?$")] = ""
    typed: Typed = Field(default_factory=list)
    files: Annotated[
        dict[Name, Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]],
        Field(max_length=MOST_FILES, default_factory=dict),
    ]
    revises: Hash = ""

    @property
    def offset(self) -> timedelta:
        """By how much the server's clock was ahead of the device's, as far as the device knew."""
        return timedelta(milliseconds=self.offset_ms or 0)

    @property
    def begun_at(self) -> datetime:
        """When it began: by the device's clock, put right where that is known to be wrong."""
        return self.started_at + self.offset if abs(self.offset) > OFF else self.started_at

    def is_off(self, received_at: datetime) -> bool:
        """Tell whether a clock was wrong: then, meanwhile, or beside the server's on arrival.

        It may show more than an interview took, which somebody put aside for a while, never less.
        """
        shown = self.finished_at - self.started_at
        is_back = timedelta(milliseconds=self.elapsed_ms or 0) - shown > OFF
        is_ahead = self.finished_at + self.offset - received_at > OFF
        return abs(self.offset) > OFF or is_back or is_ahead


def parse_package(plain: bytes) -> Package:
    """Read a package. Raises RefusedError where it is none, or a moment of it is no moment."""
    package = _parse(plain) or _parse(_mend(plain))
    if package is None or not _is_sound(package):
        raise RefusedError(UNFIT, NOT_READ)
    return package


def _parse(plain: bytes) -> Package | None:
    try:
        return Package.model_validate_json(plain)
    except ValidationError:
        return None  # the exception holds what was answered, so it is not told on


def _mend(plain: bytes) -> bytes:
    """Put a question mark where half of a character stands, as keyboards sometimes leave it."""
    try:
        read = json.loads(plain)
    except (ValueError, RecursionError):
        return b""
    return json.dumps(read, ensure_ascii=False).encode("utf-8", "replace")


def _is_sound(package: Package) -> bool:
    """Tell whether its moments can be reckoned with, and its texts are no more than a form has."""
    moments = [package.started_at, package.finished_at, package.consented_at or package.started_at]
    is_timely = all(FIRST_YEAR <= moment.year <= LAST_YEAR for moment in moments)
    return is_timely and sum(len(pairs) for _, pairs in package.typed) <= MOST_PAIRS


@dataclass(frozen=True)
class Device:
    """A tablet that was registered; `reach` is where it may be interviewed with.

    `unsent` is how many interviews it held when it was last heard of, None where it did not say.
    """

    id: str
    name: str
    person: str
    reach: Reach
    made_at: datetime
    seen_at: datetime
    unsent: int | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class Post:
    """An envelope as it arrived, and the device whose token it came with; None out of a file.

    With `is_retried` it was kept here until it could be entered. `lost` are the hashes of files
    that are nowhere any more, as its interviewer said.
    """

    interview: UUID
    body: bytes
    sha256: str
    device: Device | None
    received_at: datetime
    address: str = ""
    is_retried: bool = False
    lost: frozenset[str] = frozenset()

    @property
    def device_id(self) -> str:
        """The id of the device, empty where it came out of a file."""
        return self.device.id if self.device else ""


@dataclass(frozen=True)
class Reply:
    """What became of an envelope, and the hashes of the files that must come before it."""

    outcome: Outcome
    missing: tuple[str, ...] = field(default=())
