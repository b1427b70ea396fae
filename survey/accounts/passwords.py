"""Passwords: hashed slowly, a few at a time, and good enough before they are taken."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from survey.digits import fold_digits
from survey.errors import N_, AnswerError, MahallaError, Problem

COMMONPLACE = Path(__file__).with_name("commonplace.txt")
"""Passwords that everybody thinks of: letters without the digits and marks around them."""

FEWEST, MOST = 10, 200
"""How many characters a password has."""

FEWEST_DIFFERENT = 5

KIBIBYTES, ROUNDS, LANES = 19 * 1024, 2, 1
"""What OWASP asks of Argon2id: 26 ms and 19 MiB on two cores of a small server (2026)."""

NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$B30zrn1kwNfi5/2ZPnFlWg$"
    "t1U2iUhOx/TkTGUZeTDHJ67KamyaUsoSvcED/zzUrAY"
)
"""What is compared with where there is no password: as costly as the others, and of no password."""

AT_ONCE, PATIENCE = 2, 4.0
"""How many passwords are hashed side by side, and how many seconds others wait for that."""

TOO_SHORT = N_(
    "This password has %(count)s characters. Take at least %(fewest)s: three or four words that "
    "you remember are best."
)
TOO_LONG = N_("This password is too long. Take at most %(most)s characters.")
IS_NAME = N_("The password must not be your name. Take three or four words that you remember.")
TOO_COMMON = N_(
    "Many people have this password, so it is tried first. Take three or four words that you "
    "remember."
)
NOT_TWICE = N_("The two passwords are not the same. Type the new one twice.")
BUSY = N_("Many people are signing in at this moment. Wait a few seconds and try again.")

_LETTERS = str.maketrans("يك", "یک")


class BusyError(MahallaError):
    """More people sign in than this server can hash passwords for."""

    def __init__(self) -> None:
        super().__init__(Problem(BUSY))


class Hasher:
    """Hashes and checks passwords, at most some at once: each needs much memory on purpose."""

    def __init__(self, at_once: int = AT_ONCE, patience: float = PATIENCE) -> None:
        self._slots = BoundedSemaphore(at_once)
        self._patience = patience
        self._argon = PasswordHasher(time_cost=ROUNDS, memory_cost=KIBIBYTES, parallelism=LANES)

    def hash(self, password: str) -> str:
        """Return what is kept of a password. Raises BusyError."""
        with self._slot():
            return self._argon.hash(_fold(password))

    def is_right(self, password: str, kept: str) -> bool:
        """Tell whether a password is the one whose hash is kept; empty for an account without one.

        It takes as long where there is no hash, so that waiting tells nothing. Raises BusyError.
        """
        with self._slot():
            try:
                self._argon.verify(kept or NOBODYS, _fold(password))
            except (VerificationError, InvalidHashError):
                return False
        return bool(kept)

    def is_outdated(self, kept: str) -> bool:
        """Tell whether a hash was made with other costs than those of today."""
        return self._argon.check_needs_rehash(kept)

    @contextmanager
    def _slot(self) -> Iterator[None]:
        if not self._slots.acquire(timeout=self._patience):
            raise BusyError
        try:
            yield
        finally:
            self._slots.release()


def check_new(password: str, again: str, *names: str) -> None:
    """Refuse a password that is easily guessed; raises AnswerError with what to do instead.

    `names` are what its owner is called.
    """
    if len(password) < FEWEST:
        raise AnswerError(TOO_SHORT, count=len(password), fewest=FEWEST)
    if len(password) > MOST:
        raise AnswerError(TOO_LONG, most=MOST)
    letters = _letters(password)
    if letters and letters in map(_letters, names):
        raise AnswerError(IS_NAME)
    if len(set(_fold(password).casefold())) < FEWEST_DIFFERENT or _is_common(password):
        raise AnswerError(TOO_COMMON)
    if _fold(password) != _fold(again):
        raise AnswerError(NOT_TWICE)


def _is_common(password: str) -> bool:
    """Tell whether it is a commonplace password, whatever digits and marks stand around it."""
    whole = _fold(password).casefold().replace(" ", "")
    return not {whole, _letters(password)}.isdisjoint(_load_commonplace())


@cache
def _load_commonplace() -> frozenset[str]:
    return frozenset(_fold(COMMONPLACE.read_text(encoding="utf-8")).split())


def _letters(text: str) -> str:
    return "".join(sign for sign in _fold(text).casefold() if sign.isalpha())


def _fold(password: str) -> str:
    """Write a password in one way, so that another keyboard with other digits opens as well."""
    return unicodedata.normalize("NFKC", fold_digits(password)).translate(_LETTERS)
