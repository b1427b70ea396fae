"""A passphrase around a few bytes, in the format of age: slow on purpose, and slow to guess."""

from survey.errors import N_, MahallaError, Problem

TRIES = 8
REFUSED = "Excessive work"
"""What age says instead of opening what would take this computer long."""

TOO_SLOW = N_(
    "This computer is too busy, or too slow, to try the passphrase. Close other programs and try "
    "again. If it goes on, open it on a faster computer, or with `age --decrypt`."
)


def seal(plain: bytes, passphrase: str) -> bytes:
    """Encrypt with a passphrase."""
    import pyrage

    return bytes(pyrage.passphrase.encrypt(plain, passphrase))


def unseal(sealed: bytes, passphrase: str) -> bytes | None:
    """Decrypt with a passphrase; None where it is another one, or the file is no such file.

    age first measures, in a thousandth of a second, how fast this computer is. One that is busy
    just then seems sixteen times slower than the one that sealed it, and is asked again. Raises
    MahallaError where it stays too slow.
    """
    import pyrage

    for _ in range(TRIES):
        try:
            return bytes(pyrage.passphrase.decrypt(sealed, passphrase))
        except pyrage.DecryptError as error:
            if REFUSED not in str(error):
                return None
    raise MahallaError(Problem(TOO_SLOW))
