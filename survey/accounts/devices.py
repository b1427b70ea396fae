"""Devices: known again by a signed cookie, and named as their owner would."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from secrets import token_urlsafe

from itsdangerous import BadSignature, URLSafeSerializer

from survey.accounts.throttle import name_account

COOKIE = "device"
"""The name of the cookie; it holds which accounts were opened here, in a form nobody can read."""

COOKIE_AGE = 400 * 24 * 60 * 60
ID_BYTES = 12
MOST_KNOWN = 30
SALT = "device"

BROWSERS = (
    ("SamsungBrowser", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Device:
    """A device, and the accounts that were opened on it with their password."""

    id: str
    known: tuple[str, ...] = ()

    def knows(self, key: str, account: str) -> bool:
        """Tell whether this account was opened here before."""
        return name_account(key, account) in self.known

    def add(self, key: str, account: str) -> "Device":
        """Take note that an account was opened here."""
        name = name_account(key, account)
        others = tuple(one for one in self.known if one != name)
        return replace(self, known=(*others, name)[-MOST_KNOWN:])


def read_device(cookie: str | None, key: str) -> Device:
    """Read the cookie; a new device where it is missing or not ours."""
    try:
        written = URLSafeSerializer(key, SALT).loads(cookie or "")
        return Device(str(written["id"]), tuple(map(str, written["known"])))
    except (BadSignature, KeyError, TypeError):
        return Device(token_urlsafe(ID_BYTES))


def write_device(device: Device, key: str) -> str:
    """Write the cookie."""
    return str(URLSafeSerializer(key, SALT).dumps({"id": device.id, "known": device.known}))


def name_device(agent: str) -> str:
    """Name a browser and its system, such as `Chrome, Android`; empty where both are unknown."""
    return ", ".join(filter(None, (_find(agent, BROWSERS), _find(agent, SYSTEMS))))


def _find(agent: str, names: Sequence[tuple[str, str]]) -> str:
    return next((name for mark, name in names if mark in agent), "")
