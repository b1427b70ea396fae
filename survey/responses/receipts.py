"""Receipts: codes that people keep, with which they find their own answers again.

A code is random, so that it follows from nothing that anybody else can see, and only its hash is
kept: whoever reads the database cannot use it.
"""

from hashlib import sha256
from uuid import UUID

from survey.digits import LATIN, tidy_digits
from survey.storage.database import Database

DIGITS, GROUP = 16, 4
"""Digits, because everybody can type them in their own script: fifteen that nobody finds by trying
(50 bits), and one that checks them."""

CODE_BYTES = 8
"""How many random bytes a code is made of: so many more than it needs that none is likelier."""

DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
"""The quasigroup of Damm (2004): one wrong digit, or two exchanged, is always noticed."""


def give_receipt(tx: Database, response: UUID, random: bytes) -> str:
    """Return a new code for a response; earlier ones stay valid. Its hash alone is kept."""
    code = make_code(random)
    tx.insert("receipts", {"hash": hash_code(code), "response": str(response)})
    _keep_promises(tx, response)
    return code


def keep_receipt(tx: Database, response: UUID, random: bytes) -> bool:
    """Keep a code that a tablet made of random bytes; say no where another response has it."""
    hashed = hash_code(make_code(random))
    if tx.insert_once("receipts", {"hash": hashed, "response": str(response)}):
        return True
    [row] = tx.query("select response from receipts where hash = :hash", hash=hashed)
    return bool(row["response"] == str(response))


def promise_receipt(tx: Database, response: UUID, random: bytes) -> bool:
    """Keep such a code until its response is entered; say no where another one has it."""
    hashed = hash_code(make_code(random))
    is_taken = tx.query("select 1 from receipts where hash = :hash", hash=hashed)
    tx.insert_once("promised_receipts", {"hash": hashed, "response": str(response)})
    [row] = tx.query("select response from promised_receipts where hash = :hash", hash=hashed)
    return bool(row["response"] == str(response)) and not is_taken


def find_receipt(database: Database, code: str) -> UUID | None:
    """Return the response that a code is the receipt of; None where there is none."""
    rows = database.query("select response from receipts where hash = :hash", hash=hash_code(code))
    return UUID(rows[0]["response"]) if rows else None


def make_code(random: bytes) -> str:
    """Make a code of random bytes."""
    free = str(int.from_bytes(random) % 10 ** (DIGITS - 1)).zfill(DIGITS - 1)
    return free + _check(free)


def read_code(typed: str) -> str | None:
    """Return the code that was typed, in any digits and groups; None where it is mistyped."""
    code = "".join(sign for sign in tidy_digits(typed) if sign not in " -")
    is_code = len(code) == DIGITS and set(code) <= set(LATIN)
    return code if is_code and _check(code) == "0" else None


def write_code(code: str, digits: str = LATIN) -> str:
    """Write a code in groups of four of the reader's `digits`, so that it can be copied by hand.

    A narrow page breaks it in its middle and nowhere else.
    """
    written = code.translate(str.maketrans(LATIN, digits))
    groups = [written[start : start + GROUP] for start in range(0, len(written), GROUP)]
    return " ".join("\N{NO-BREAK SPACE}".join(groups[pair : pair + 2]) for pair in (0, 2))


def hash_code(code: str) -> str:
    """Return what is kept of a code."""
    return sha256(f"receipt {code}".encode()).hexdigest()


def _keep_promises(tx: Database, response: UUID) -> None:
    """Let the codes work that a tablet told before the response was entered."""
    tx.execute(
        """
        insert into receipts (hash, response)
        select hash, response from promised_receipts where response = :id
        on conflict do nothing
        """,
        id=str(response),
    )
    tx.execute("delete from promised_receipts where response = :id", id=str(response))


def _check(digits: str) -> str:
    """Return the digit that checks others; of digits with their check it is 0."""
    check = "0"
    for digit in digits:
        check = DAMM[int(check)][int(digit)]
    return check
