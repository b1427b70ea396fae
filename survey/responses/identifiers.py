"""Names, telephone numbers and the like: parted from the answers, sealed, opened for a reason.

One way in (`part_answers` and `keep_identifiers`) and one way out (`read_identifiers`), which
leaves an entry in the audit trail. While a form is filled in they lie sealed in its draft.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from secrets import token_hex
from uuid import UUID

from survey.errors import MahallaError, Problem
from survey.responses.model import Answers, write_json
from survey.storage.audit import record
from survey.storage.database import Database, Value
from survey.storage.sealing import NOT_OPENED
from survey.storage.unlocking import unlock

SEALED = "sealed"
"""The key of an answer that lies sealed in a draft; it stands where `missing` could."""

PURPOSE = "identifiers"
SALT_BYTES = 16
FORGOTTEN = "forgotten"
"""Stands where the digest was, once identifiers are deleted and the answers kept."""


@dataclass(frozen=True)
class Parted:
    """Answers without identifiers, the identifiers, and the keyed digest of these, if any.

    The `salt` is a part of the digest, and forgotten with the identifiers.
    """

    answers: Answers
    identifiers: Answers
    salt: str = ""
    digest: str = ""


def part_answers(database: Database, response: UUID, version: str, answers: Answers) -> Parted:
    """Part what identifies a person from the other answers, by the version that was answered.

    The digest tells a repetition from a change. It is keyed, so that nobody who holds the database
    can try out telephone numbers. What was forgotten once does not come back.
    """
    names = find_identifying(database, version)
    taken = {name: answer for name, answer in answers.items() if name in names}
    if not taken:
        return Parted(answers, {})
    plain = {name: answer for name, answer in answers.items() if name not in names}
    if _is_forgotten(database, response):
        return Parted(plain, {}, digest=FORGOTTEN)
    salt = _find_salt(database, response) or token_hex(SALT_BYTES)
    digest = unlock(database).digest(PURPOSE, f"{response} {salt} {write_json(taken)}")
    return Parted(plain, taken, salt, digest)


def keep_identifiers(tx: Database, response: UUID, revision: int, parted: Parted) -> None:
    """Keep the identifiers of a response sealed; `revision` is 0 for its first content."""
    for question, answer in parted.identifiers.items():
        row: dict[str, Value] = {"response": str(response), "revision": revision}
        sealed = _seal(tx, response, question, answer)
        tx.insert(
            "identifiers", {**row, "question": question, "sealed": sealed, "salt": parted.salt}
        )


def read_identifiers(
    tx: Database,
    now: datetime,
    actor: str,
    response: UUID,
    reason: str,
    revision: int | None = None,
) -> dict[str, object]:
    """Open the identifiers of a response as it stands, and say in the audit trail who read them.

    `revision` is the number of another content of it. Where there are none nothing is read, and
    nothing recorded. Raises MahallaError where they cannot be opened.
    """
    rows = tx.query(
        """
        select question, sealed from identifiers where response = :response and revision = coalesce(
            :revision,
            (
                select max(number) from revisions
                where id = :response and standing = 'correction'
            ),
            0
        )
        order by question
        """,
        response=str(response),
        revision=revision,
    )
    opened = {row["question"]: _open(tx, response, row["question"], row["sealed"]) for row in rows}
    if opened:
        detail = {"reason": reason, **_find_place(tx, response)}
        record(tx, now, actor, "identifiers.read", f"response:{response}", detail)
    return opened


def list_identified(
    database: Database, project: str, before: datetime
) -> list[tuple[UUID, str, datetime]]:
    """List the responses of a project that have identifiers and came before a moment.

    With each stand its wave and the moment it came.
    """
    rows = database.query(
        """
        select id, wave, received_at from responses
        where project = :project and received_at < :before
            and id in (select response from identifiers)
        order by received_at, id
        """,
        project=project,
        before=before.astimezone(UTC).isoformat(timespec="microseconds"),
    )
    return [
        (UUID(row["id"]), row["wave"], datetime.fromisoformat(row["received_at"])) for row in rows
    ]


def forget_identifiers(tx: Database, response: UUID) -> None:
    """Delete the identifiers of a response for good, and keep its answers."""
    tx.execute("delete from identifiers where response = :id", id=str(response))
    for table in ("responses", "revisions"):
        tx.execute(
            f"update {table} set sealed = :forgotten where id = :id and sealed <> ''",
            forgotten=FORGOTTEN,
            id=str(response),
        )


def seal_draft(tx: Database, draft: UUID, version: str, answers: Answers) -> dict[str, object]:
    """Seal the identifiers among the answers of a form that is being filled in."""
    names = find_identifying(tx, version)
    return {
        name: {SEALED: _seal(tx, draft, name, answer)} if name in names else answer
        for name, answer in answers.items()
    }


def open_draft(database: Database, draft: UUID, written: str) -> dict[str, object]:
    """Open what was typed so far, as JSON, for the person who is filling the form in.

    Raises MahallaError where the key is gone or another one, or the text was changed.
    """
    try:
        answers = dict(json.loads(written))
    except (TypeError, ValueError) as error:
        raise MahallaError(Problem(NOT_OPENED)) from error
    return {name: _open_in_draft(database, draft, name, one) for name, one in answers.items()}


def find_identifying(database: Database, version: str) -> frozenset[str]:
    """Name the identifying questions of a version that is archived: they never change."""
    try:
        return _read_identifying(database, version)
    except LookupError:
        return frozenset()


@lru_cache(maxsize=64)
def _read_identifying(database: Database, version: str) -> frozenset[str]:
    """Read them. Raises LookupError where the version is not there yet; that is not remembered."""
    rows = database.query(
        "select identifying from questionnaire_versions where version = :version", version=version
    )
    return frozenset(json.loads(rows[0]["identifying"]))


def _open_in_draft(database: Database, draft: UUID, name: str, answer: object) -> object:
    if isinstance(answer, Mapping) and SEALED in answer:
        return _open(database, draft, name, answer[SEALED])
    return answer


def _seal(database: Database, response: UUID, question: str, answer: object) -> str:
    return unlock(database).seal(PURPOSE, _bind(response, question), write_json(answer))


def _open(database: Database, response: UUID, question: str, sealed: str) -> object:
    return json.loads(database.vault.open(PURPOSE, _bind(response, question), sealed))


def _find_place(tx: Database, response: UUID) -> dict[str, str]:
    [row] = tx.query(
        "select project, neighbourhood from responses where id = :id", id=str(response)
    )
    return {"project": row["project"], "neighbourhood": row["neighbourhood"] or ""}


def _is_forgotten(database: Database, response: UUID) -> bool:
    rows = database.query(
        """
        select sealed from responses where id = :id and sealed = :forgotten
        union select sealed from revisions where id = :id and sealed = :forgotten
        """,
        id=str(response),
        forgotten=FORGOTTEN,
    )
    return bool(rows)


def _find_salt(database: Database, response: UUID) -> str | None:
    rows = database.query(
        "select salt from identifiers where response = :response limit 1", response=str(response)
    )
    return rows[0]["salt"] if rows else None


def _bind(response: UUID, question: str) -> str:
    """Name the one place where something sealed can be opened."""
    return f"{response}/{question}"
