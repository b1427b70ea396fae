"""Ids of responses."""

from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from survey.errors import N_, MahallaError, Problem

RANDOM_BYTES = 10
OWN_VERSIONS = (5, 7)
"""The versions of UUIDs that are made here: out of the name of a row, or by the clock."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LOOK_ALIKES = str.maketrans("OIL", "011", " -–")
"""What people write for another sign, and between groups of signs."""


def make_id(now: datetime, random: bytes) -> UUID:
    """Make a UUID of version 7 (RFC 9562) from the clock and ten random bytes."""
    milliseconds = (now - EPOCH) // timedelta(milliseconds=1)
    number = int.from_bytes(random[:RANDOM_BYTES])
    high, low = number >> 68, number & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


def is_time_ordered(text: str) -> bool:
    """Tell whether a text is a UUID of version 7 in the one way it is written."""
    try:
        found = UUID(text)
    except ValueError:
        return False
    return str(found) == text and found.version == 7


def import_id(questionnaire: str, name: str) -> UUID:
    """Make the id of a row from elsewhere: the same questionnaire and name give the same id.

    A row that carries an id of ours, as an export writes it, is that response: taken in again it is
    not counted twice, and what was withdrawn in the meantime stays away.
    """
    return UUID(name) if is_own(name) else uuid5(NAMESPACE_URL, f"mahalla:{questionnaire}/{name}")


def is_own(text: str) -> bool:
    """Tell whether a text is an id as they are made here, in the one way it is written."""
    try:
        found = UUID(text)
    except ValueError:
        return False
    return str(found) == text and found.version in OWN_VERSIONS


def parse_id(text: str) -> UUID:
    """Read the id of a response, or say that it is none."""
    try:
        return UUID(text)
    except ValueError as error:
        message = N_("“%(id)s” is not the id of a response. Use the id exactly as it was given.")
        raise MahallaError(Problem(message, {"id": text})) from error
