"""Ids of responses, and the short receipt codes that people keep."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

from survey.errors import N_, MahallaError, Problem

RANDOM_BYTES = 10
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 signs: neither I, L nor O, which look like digits, nor U."""

LOOK_ALIKES = str.maketrans("OIL", "011", " -–")
"""What people write for another sign, and between groups of signs."""


def make_id(now: datetime, random: bytes) -> UUID:
    """Make a UUID of version 7 (RFC 9562) from the clock and ten random bytes."""
    milliseconds = (now - EPOCH) // timedelta(milliseconds=1)
    number = int.from_bytes(random[:RANDOM_BYTES])
    high, low = number >> 68, number & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


def import_id(questionnaire: str, name: str) -> UUID:
    """Make the id of a row from elsewhere: the same questionnaire and name give the same id."""
    return uuid5(NAMESPACE_URL, f"mahalla:{questionnaire}/{name}")


def parse_id(text: str) -> UUID:
    """Read the id of a response, or say that it is none."""
    try:
        return UUID(text)
    except ValueError as error:
        message = N_("“%(id)s” is not the id of a response. Use the id exactly as it was given.")
        raise MahallaError(Problem(message, {"id": text})) from error


def write_receipt(response: UUID) -> str:
    """Return the receipt code of a response: seven signs and a check sign, as `XXXX-XXXX`.

    The code comes from a hash, so that it tells neither the id nor the time. It is for people to
    quote: among a million responses a few share theirs.
    """
    number = int.from_bytes(sha256(response.bytes).digest()[:5]) >> 5
    values = [number >> shift & 31 for shift in range(30, -1, -5)]
    code = "".join(ALPHABET[value] for value in [*values, _check(values)])
    return f"{code[:4]}-{code[4:]}"


def read_receipt(text: str) -> str | None:
    """Return the receipt code that was typed, in its proper form; None where it is mistyped."""
    signs = text.upper().translate(LOOK_ALIKES)
    if len(signs) != 8 or not set(signs) <= set(ALPHABET):
        return None
    values = [ALPHABET.index(sign) for sign in signs]
    return f"{signs[:4]}-{signs[4:]}" if _check(values[:-1]) == values[-1] else None


def _check(values: list[int]) -> int:
    """Give the sign that makes the code a multiple of x in GF(32).

    Each place has its own weight there, so one wrong sign or two exchanged ones never go unseen.
    """
    total = 0
    for value in values:
        total = _double(total ^ value)
    return total


def _double(value: int) -> int:
    """Multiply by x modulo x⁵ + x² + 1."""
    return (value << 1) ^ (0b100101 if value & 16 else 0)
