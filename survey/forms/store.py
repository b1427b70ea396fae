"""The codes with which people take up a draft again, one a draft and gone with it."""

from uuid import UUID

from survey.digits import tidy_digits
from survey.storage.database import Database

DIGITS = 12
"""Digits, because everybody can type them in their own script; 12 of them cannot be guessed."""


def give_code(database: Database, draft: UUID, random: int) -> str:
    """Return the code of a draft; one that has none gets the last 12 digits of `random`."""
    code = str(random % 10**DIGITS).zfill(DIGITS)
    with database.transaction() as tx:
        tx.insert_once("resume_codes", {"code": code, "draft": str(draft)})
        [row] = tx.query("select code from resume_codes where draft = :draft", draft=str(draft))
    return str(row["code"])


def has_code(database: Database, draft: UUID) -> bool:
    """Tell whether somebody was given a code for a draft."""
    return bool(database.query("select 1 from resume_codes where draft = :draft", draft=str(draft)))


def find_code(database: Database, typed: str) -> UUID | None:
    """Return the draft whose code was typed, in any digits and with any spaces; None if unknown."""
    code = "".join(sign for sign in tidy_digits(typed) if sign not in " -")
    rows = database.query("select draft from resume_codes where code = :code", code=code)
    return UUID(rows[0]["draft"]) if rows else None


def write_code(code: str, digits: str) -> str:
    """Write a code in groups of four of the reader's `digits`, so that it can be copied by hand."""
    written = code.translate(str.maketrans("0123456789", digits))
    return " ".join(written[start : start + 4] for start in range(0, DIGITS, 4))
