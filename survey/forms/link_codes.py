"""The codes on cards: how they are made, written in groups, read and hashed."""

from hashlib import sha256

from survey.digits import tidy_digits
from survey.responses.ids import LOOK_ALIKES

ALPHABET = "0123456789BCDFGHJKMNPQRSTVWXYZ"
"""Crockford's signs without vowels, so that no code spells a word."""

SIGNS = 10
"""30 signs at 10 places make 49 bits: nobody finds a card's code by trying."""

GROUP = 5


def make_code(random: int) -> str:
    """Make a code out of a random number of at least 64 bits."""
    signs = []
    for _ in range(SIGNS):
        random, place = divmod(random, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)


def write_code(code: str) -> str:
    """Write a code in groups that the eye can hold: `K7Q2M-9XW4P`."""
    return "-".join(code[start : start + GROUP] for start in range(0, SIGNS, GROUP))


def read_code(typed: str) -> str | None:
    """Return the code that was typed in any digits, capitals and groups; None where it is none."""
    code = tidy_digits(typed).upper().translate(LOOK_ALIKES)
    is_code = len(code) == SIGNS and set(code) <= set(ALPHABET)
    return code if is_code else None


def hash_code(code: str) -> str:
    """Return what is kept of a code: whoever reads the database cannot use its links."""
    return sha256(f"link {code}".encode()).hexdigest()
