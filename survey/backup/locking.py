"""Encrypting the files of a backup with age, so that its tools open them too.

Every backup that is locked has a key of its own, which opens it while it is checked and is then
forgotten, or kept in it under the passphrase: a passphrase costs seconds and encrypts in memory
only, a key costs nothing and encrypts what is read as it comes.
"""

from pathlib import Path

import pyrage

from survey.backup.model import Lock, Opener
from survey.errors import N_, MahallaError, Problem
from survey.storage.passphrase import unseal

BAD_RECIPIENT = N_(
    "“%(recipient)s” is no public key of age. Make a pair of keys with `age-keygen`, or with "
    "`mahalla backup --new-key`, and name the part that begins with age1."
)
BAD_IDENTITY = N_(
    "This is no secret key of age. Name the file that holds the line beginning with "
    "AGE-SECRET-KEY-1."
)
NOT_OPENED = N_(
    "This backup does not open with that. Give the passphrase it was made with, or the secret key "
    "that belongs to the public key it was made for."
)
LOCKED = N_(
    "This backup is locked. Open it with --passphrase or with --identity FILE, whichever it was "
    "made with."
)


def make_pair() -> tuple[str, str]:
    """Make a pair of keys: the public one (`age1…`) and the secret one."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def parse_recipient(text: str) -> pyrage.x25519.Recipient:
    """Read a public key. Raises MahallaError where it is none."""
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise MahallaError(Problem(BAD_RECIPIENT, {"recipient": text})) from error


def parse_identity(text: str) -> pyrage.x25519.Identity:
    """Read a secret key, from a file as `age-keygen` writes it too. Raises MahallaError."""
    lines = [line for line in text.splitlines() if line.startswith("AGE-SECRET-KEY-")]
    try:
        return pyrage.x25519.Identity.from_str("".join(lines[:1]))
    except pyrage.IdentityError as error:
        raise MahallaError(Problem(BAD_IDENTITY)) from error


def seal_file(plain: Path, sealed: Path, own: str, lock: Lock) -> None:
    """Encrypt a file for the backup's own key and for everybody it was made for."""
    recipients = [parse_recipient(text) for text in (own, *lock.recipients)]
    with plain.open("rb") as reader, sealed.open("wb") as writer:
        pyrage.encrypt_io(reader, writer, recipients)


def open_file(sealed: Path, plain: Path, identity: str) -> None:
    """Decrypt a file. Raises MahallaError where the key is another one, or the file changed."""
    try:
        with sealed.open("rb") as reader, plain.open("wb") as writer:
            pyrage.decrypt_io(reader, writer, [parse_identity(identity)])
    except pyrage.DecryptError as error:
        raise MahallaError(Problem(NOT_OPENED)) from error


def find_key(sealed: bytes | None, opener: Opener) -> str:
    """Return the key that opens a backup; `sealed` is its own under a passphrase, where it has one.

    Raises MahallaError where nothing was given that could open it.
    """
    if opener.identity:
        return opener.identity
    if not opener.passphrase or sealed is None:
        raise MahallaError(Problem(LOCKED))
    identity = unseal(sealed, opener.passphrase)
    if identity is None:
        raise MahallaError(Problem(NOT_OPENED))
    return identity.decode()
