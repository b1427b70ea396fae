"""Files that belong to answers: kept once by their content, used by drafts and responses.

An answer holds only the name of its file: the SHA-256 of the content and how it is encoded, such as
`9f86d08….jpg`. Who may use a file is known by the id of the draft, which becomes the response's.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from survey.errors import N_, AnswerError
from survey.storage.database import Database, Value

NAME = re.compile(r"[0-9a-f]{64}\.[0-9a-z]{2,4}")

MOST_BYTES = 4_000_000
"""The largest file that is kept; kinds of question make theirs smaller than that."""

MOST_FILES = 60
"""The most files of one response: enough for a household, too few to fill a disk."""

LOOSE = """
delete from attachment_uses where response not in (select id from drafts)
and response not in (select id from responses)
"""
UNUSED = "delete from attachments where name not in (select attachment from attachment_uses)"


def keep_attachment(
    database: Database,
    response: UUID,
    content: bytes,
    extension: str,
    now: datetime,
    most: int = MOST_FILES,
) -> str:
    """Keep a file for a draft and return its name; the same file again changes nothing.

    Raises AnswerError where it is too large, or the draft has as many as it may have.
    """
    if len(content) > MOST_BYTES:
        raise AnswerError(N_("This file is too large. Take a smaller one."))
    name = name_attachment(content, extension)
    with database.transaction() as tx:
        used = tx.query(
            "select attachment from attachment_uses where response = :response",
            response=str(response),
        )
        if len(used) >= most:
            raise AnswerError(N_("There are too many files already. Remove one first."))
        row: dict[str, Value] = {"name": name, "content": content, "kept_at": now.isoformat()}
        tx.insert_once("attachments", row)
        tx.insert_once("attachment_uses", {"response": str(response), "attachment": name})
    return name


def name_attachment(content: bytes, extension: str) -> str:
    """Return the name under which a file is kept."""
    return f"{sha256(content).hexdigest()}.{extension}"


def find_attachment(database: Database, response: UUID, name: str) -> bytes | None:
    """Return the content of a file of this draft or response; None where it has no such file."""
    rows = database.query(
        "select content from attachments join attachment_uses on attachment = name "
        "where response = :response and name = :name",
        response=str(response),
        name=name,
    )
    return rows[0]["content"] if rows else None


def list_attachments(database: Database, response: UUID) -> list[str]:
    """List the names of the files of a draft or response."""
    rows = database.query(
        "select attachment from attachment_uses where response = :response order by attachment",
        response=str(response),
    )
    return [row["attachment"] for row in rows]


def drop_attachment(database: Database, draft: UUID, name: str) -> None:
    """Take a file away from a draft; what belongs to a response stays."""
    with database.transaction() as tx:
        if not tx.query("select 1 from responses where id = :draft", draft=str(draft)):
            _drop(tx, draft, name)


def keep_only(database: Database, response: UUID, answers: Mapping[str, object]) -> None:
    """Drop the files of a response that its answers do not name."""
    with database.transaction() as tx:
        used = list_attachments(tx, response)
        named = set(find_names(answers)) if used else set()
        for name in used:
            if name not in named:
                _drop(tx, response, name)


def drop_attachments(tx: Database, response: UUID) -> None:
    """Take all files away from a draft or response, and delete those that nobody else uses."""
    for name in list_attachments(tx, response):
        _drop(tx, response, name)


def forget_loose(database: Database) -> None:
    """Delete the files whose draft is gone and has not become a response."""
    with database.transaction() as tx:
        tx.execute(LOOSE)
        tx.execute(UNUSED)


def find_names(answer: object) -> Iterator[str]:
    """Find the names of files anywhere in an answer, or in many."""
    if isinstance(answer, str) and NAME.fullmatch(answer):
        yield answer
    elif isinstance(answer, Mapping):
        yield from find_names(list(answer.values()))
    elif isinstance(answer, list):
        for part in answer:
            yield from find_names(part)


def _drop(database: Database, response: UUID, name: str) -> None:
    database.execute(
        "delete from attachment_uses where response = :response and attachment = :name",
        response=str(response),
        name=name,
    )
    database.execute(f"{UNUSED} and name = :name", name=name)
