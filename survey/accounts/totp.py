"""Codes of an app on a phone (TOTP, RFC 6238): six digits that change every half minute."""

from datetime import datetime
from hmac import compare_digest

import pyotp

from survey.digits import tidy_digits
from survey.storage.database import Database
from survey.storage.unlocking import unlock

ISSUER = "Mahalla"
PURPOSE = "codes"
SECONDS = 30
EARLIER, LATER = -1, 1
"""Clocks of phones are wrong by half a minute, or people type slowly."""

GROUP = 4


def make_secret() -> str:
    """Return a new secret, as it can also be typed into an app."""
    return pyotp.random_base32()


def write_address(secret: str, name: str) -> str:
    """Write the address that an app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def write_secret(secret: str) -> str:
    """Write a secret in groups that the eye can hold."""
    return " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP))


def find_step(secret: str, typed: str, now: datetime) -> int | None:
    """Return the half minute whose code was typed; None where it is of none near."""
    code = tidy_digits(typed).replace(" ", "")
    here = int(now.timestamp()) // SECONDS
    for step in range(here + EARLIER, here + LATER + 1):
        if compare_digest(pyotp.TOTP(secret).at(step * SECONDS).encode(), code.encode()):
            return step
    return None


def seal_secret(database: Database, person: str, secret: str) -> str:
    """Seal a secret with the key beside the database: a copy of the database alone is no help."""
    return unlock(database).seal(PURPOSE, person, secret)


def open_secret(database: Database, person: str, sealed: str) -> str:
    """Open a sealed secret. Raises MahallaError where the key is another one."""
    return database.vault.open(PURPOSE, person, sealed)
