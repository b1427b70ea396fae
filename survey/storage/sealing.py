"""Small texts sealed with a key that lies in a file of its own beside the database, never in it."""

import hmac
import os
from base64 import b64decode, b64encode
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from survey.errors import N_, MahallaError, Problem, Where
from survey.settings import DatabasePlace, own_file
from survey.storage.secrets import read_secret

ENDING = ".seal.key"
"""What the file with the key is called, beside a database of the same name."""

KEY_BYTES = 32
NONCE_BYTES = 12

BAD_KEY = N_(
    "This file does not hold the key with which names and telephone numbers are sealed. Put the "
    "file back that belongs to this database."
)
NOT_OPENED = N_(
    "What is sealed here cannot be opened: it was sealed with another key, or changed in the "
    "database. Put the key back that belongs to this database, or restore a backup of it."
)


class Vault:
    """Seals texts, opens them, and gives them a digest that nobody without the key can guess.

    Each `purpose` has a key of its own, made from the one in the file. `about` names the one place
    where a text belongs: sealed again elsewhere in the database, it does not open. The file is made
    when something is sealed for the first time.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def has_key(self) -> bool:
        """Tell whether there is a key yet."""
        return self.path.exists()

    def seal(self, purpose: str, about: str, plain: str) -> str:
        """Seal a text (AES-256-GCM), so that it opens for this purpose and in this place alone."""
        nonce = os.urandom(NONCE_BYTES)
        cipher = AESGCM(self._derive(f"seal {purpose}"))
        sealed = cipher.encrypt(nonce, plain.encode(), about.encode())
        return b64encode(nonce + sealed).decode()

    def open(self, purpose: str, about: str, sealed: str) -> str:
        """Open what was sealed. Raises MahallaError for another key or place, or a changed sign."""
        cipher = AESGCM(self._derive(f"seal {purpose}"))
        try:
            raw = b64decode(sealed, validate=True)
            return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], about.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise MahallaError(Problem(NOT_OPENED, where=Where(str(self.path)))) from error

    def digest(self, purpose: str, plain: str) -> str:
        """Return a digest by which equal texts are known; whoever lacks the key learns nothing."""
        return hmac.digest(self._derive(f"digest {purpose}"), plain.encode(), "sha256").hex()

    def _derive(self, use: str) -> bytes:
        return hmac.digest(self._key, use.encode(), "sha256")

    @cached_property
    def _key(self) -> bytes:
        try:
            key = bytes.fromhex(read_secret(self.path, KEY_BYTES))
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise MahallaError(Problem(BAD_KEY, where=Where(str(self.path))))
        return key


def open_vault(database: DatabasePlace) -> Vault:
    """Return the vault of the database that is kept here."""
    return Vault(own_file(database, ENDING))
