"""A kiosk: one form on a shared device in a centre, with nothing else reachable from it."""

from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from hmac import compare_digest, digest
from typing import Any

from flask import request, session

from survey.accounts.guard import KIOSK
from survey.digits import tidy_digits
from survey.errors import N_, MahallaError, Problem

IDLE, SHORTEST, LONGEST = 90, 30, 600
"""After how many seconds without a touch a form is given up, and what may be chosen."""

HINT = "kiosk"
"""A plain cookie that says where to look for a kiosk, so that other pages stay free of cookies."""

FEWEST_DIGITS, MOST_DIGITS = 4, 8
WRONG_PIN = N_("Choose a PIN of %(fewest)s to %(most)s digits.")
WRONG_IDLE = N_("Choose between %(shortest)s and %(longest)s seconds.")


@dataclass(frozen=True)
class Kiosk:
    """What a device in kiosk mode remembers in its signed cookie.

    `place` is the key of where people are asked, `language` the one every form begins in. `pin` is
    a keyed hash: the cookie alone does not tell the PIN.
    """

    id: str
    form: str
    place: str
    language: str
    pin: str
    idle: int = IDLE


def read_kiosk(kept: Mapping[str, Any]) -> Kiosk | None:
    """Read what the signed cookie says; None where this device is no kiosk."""
    return Kiosk(**kept[KIOSK]) if KIOSK in kept else None


def current_kiosk() -> Kiosk | None:
    """Return the kiosk that this device is; None where it is none."""
    return read_kiosk(session) if HINT in request.cookies else None


def keep_kiosk(kept: MutableMapping[str, Any], kiosk: Kiosk) -> None:
    """Write it into the signed cookie."""
    kept[KIOSK] = asdict(kiosk)


def read_pin(typed: str) -> str:
    """Read a PIN in digits of any script. Raises MahallaError where it is none."""
    pin = tidy_digits(typed).replace(" ", "")
    if not (pin.isascii() and pin.isdigit() and FEWEST_DIGITS <= len(pin) <= MOST_DIGITS):
        raise MahallaError(Problem(WRONG_PIN, {"fewest": FEWEST_DIGITS, "most": MOST_DIGITS}))
    return pin


def read_idle(typed: str) -> int:
    """Read a number of seconds. Raises MahallaError where they are too few or too many."""
    seconds = tidy_digits(typed)
    if not seconds.isdecimal() or not SHORTEST <= int(seconds) <= LONGEST:
        raise MahallaError(Problem(WRONG_IDLE, {"shortest": SHORTEST, "longest": LONGEST}))
    return int(seconds)


def hash_pin(pin: str, kiosk: str, key: str) -> str:
    """Hash a PIN for one kiosk with the key that signs cookies."""
    return digest(key.encode(), f"{kiosk} {pin}".encode(), sha256).hex()


def is_pin(typed: str, kiosk: Kiosk, key: str) -> bool:
    """Tell whether the PIN that was typed is the kiosk's."""
    try:
        pin = read_pin(typed)
    except MahallaError:
        return False
    return compare_digest(hash_pin(pin, kiosk.id, key), kiosk.pin)
