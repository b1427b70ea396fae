"""What is known of a backup: what is in the database it holds, and how it is locked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Locked = Literal["no", "passphrase", "recipient"]


@dataclass(frozen=True)
class Facts:
    """What a database holds: rows by table, step of the schema, end of the audit trail.

    `entry` and `seal` are the number and the hash of the last entry, 0 and empty without entries.
    """

    rows: Mapping[str, int]
    schema: int
    entry: int
    seal: str


@dataclass(frozen=True)
class Lock:
    """With what a backup is encrypted: a passphrase, public keys of age (`age1…`), or nothing."""

    passphrase: str = field(default="", repr=False)
    recipients: tuple[str, ...] = ()

    @property
    def kind(self) -> Locked:
        """How the backup says that it is locked."""
        return "passphrase" if self.passphrase else "recipient" if self.recipients else "no"


@dataclass(frozen=True)
class Opener:
    """With what a backup is opened: its passphrase, or a secret key of age."""

    passphrase: str = field(default="", repr=False)
    identity: str = field(default="", repr=False)


@dataclass(frozen=True)
class About:
    """What a backup says of itself in the open; `files` gives the SHA-256 of each file in it.

    Files are called by what stands after the stem of the database's name: `.db`, `.seal.key`.
    """

    made_at: str
    schema: int
    locked: Locked
    files: Mapping[str, str]
    format: int = 1
