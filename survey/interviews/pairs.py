"""Private keys of projects: files in a folder beside the database, never in it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import (
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from survey.errors import N_, MahallaError, Problem, Where
from survey.interviews.envelope import CURVE, is_key_id, name_key, write_point
from survey.storage.private import make_private_folder
from survey.storage.sealing import ENDING, Vault
from survey.storage.secrets import keep_secret

FOLDER = ".keys"
FILE = ".pem"
BAD_PAIR = N_("This is not the private key that belongs here. Put back the file of this name.")


@dataclass(frozen=True)
class Pair:
    """Both halves of a key: `public` is the raw point, `pem` the private half as a text."""

    public: bytes
    pem: str

    @property
    def id(self) -> str:
        """What envelopes call the key."""
        return name_key(self.public)


def draw_pair() -> Pair:
    """Draw a new key pair."""
    private = generate_private_key(CURVE)
    return Pair(write_point(private.public_key()), write_private(private))


def write_private(private: EllipticCurvePrivateKey) -> str:
    """Write a private key as its file holds it."""
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def read_pair(pem: str) -> Pair:
    """Read a private key; raises MahallaError where it is none of this curve."""
    return Pair(write_point(read_private(pem).public_key()), pem)


def keep_pair(vault: Vault, pair: Pair) -> Path:
    """Write a private key to its file, which this user alone may read; it outlives a power cut."""
    path = _place(vault, pair.id)
    make_private_folder(path.parent)
    keep_secret(path, pair.pem)
    return path


def drop_pair(vault: Vault, pair: Pair) -> None:
    """Remove the file of a key that was never used."""
    _place(vault, pair.id).unlink(missing_ok=True)


def list_private(vault: Vault) -> list[str]:
    """List the ids of the keys whose files are here, also of those that nobody knows."""
    names = sorted(path.stem for path in _find_folder(vault).glob(f"*{FILE}"))
    return [name for name in names if is_key_id(name)]


def find_private(vault: Vault, key: str) -> EllipticCurvePrivateKey | None:
    """Return a private key by its id; None where there is no such file.

    Raises MahallaError where the file holds something else.
    """
    path = _place(vault, key)
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _open(path, changed)


@lru_cache(maxsize=64)
def _open(path: Path, changed: int) -> EllipticCurvePrivateKey:
    """Open a file once for each time that it was written: reading a key takes a while."""
    private = read_private(path.read_text(encoding="ascii"), path)
    if name_key(write_point(private.public_key())) != path.stem:
        raise MahallaError(Problem(BAD_PAIR, where=Where(str(path))))
    return private


def read_private(pem: str, path: Path = Path()) -> EllipticCurvePrivateKey:
    """Read a private key; raises MahallaError, naming its file, where it is none of this curve."""
    where = Where(str(path) if path.name else "")
    try:
        private = load_pem_private_key(pem.encode(), None)
    except (ValueError, TypeError) as error:
        raise MahallaError(Problem(BAD_PAIR, where=where)) from error
    if not isinstance(private, EllipticCurvePrivateKey) or private.curve.name != CURVE.name:
        raise MahallaError(Problem(BAD_PAIR, where=where))
    return private


@lru_cache(maxsize=64)
def _place(vault: Vault, key: str) -> Path:
    """Return where a private key lies; the folder is called like the database."""
    assert is_key_id(key)
    return _find_folder(vault) / f"{key}{FILE}"


def _find_folder(vault: Vault) -> Path:
    return vault.path.with_name(vault.path.name.removesuffix(ENDING) + FOLDER)
