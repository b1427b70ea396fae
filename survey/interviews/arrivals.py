"""Envelopes in the database: what became of each, files ahead of their interview, those kept."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from survey.interviews.model import MOST_FILES, Outcome, Post, Remark
from survey.responses.withdrawal import is_withdrawn
from survey.storage.audit import record
from survey.storage.database import Database, Row
from survey.storage.unlocking import unlock

MOST_KEPT = 2000
"""Envelopes of one device that nobody can open: more would fill the disk, and are sent again."""

MOST_WAITING = 2_000_000_000
"""Bytes of files of one device that wait for their interviews."""

TOLD: dict[str, Outcome] = {"new": "repeated", "revised": "repeated"}
"""What a repetition is told; every other outcome stays."""

PURPOSE = "interviews"


@dataclass(frozen=True)
class Arrival:
    """What is kept of an envelope that was opened; by `digest` equal contents are known."""

    post: Post
    digest: str
    person: str
    project: str
    outcome: Outcome
    remarks: Sequence[Remark] = ()


def is_known(database: Database, interview: UUID) -> bool:
    """Tell whether anything here has this id; of most interviews that is all there is to ask."""
    rows = database.query(
        """
        select 1 as there from responses where id = :id
        union all select 1 from interviews where id = :id
        union all select 1 from drafts where id = :id
        union all select 1 from kept_envelopes where id = :id
        union all select 1 from interview_files where interview = :id
        """,
        id=str(interview),
    )
    return bool(rows)


def find_told(database: Database, post: Post) -> Outcome | None:
    """Return what became of this very envelope before; None where it is new here."""
    if is_withdrawn(database, post.interview):
        return "withdrawn"
    rows = database.query(
        """
        select 'entered' as state, outcome as told from interviews
        where id = :id and sha256 = :sha256
        union all
        select 'kept', reason from kept_envelopes where id = :id and sha256 = :sha256
        """,
        id=str(post.interview),
        sha256=post.sha256,
    )
    told: dict[str, Outcome] = {row["state"]: row["told"] for row in rows}
    if "entered" in told:
        return TOLD.get(told["entered"], told["entered"])
    if "kept" not in told or post.is_retried:
        return None
    return "conflict" if told["kept"] == "conflict" else "kept"


def find_same(database: Database, interview: UUID, digest: str) -> Outcome | None:
    """Return what became of the same contents in another envelope; None where there are none."""
    rows = database.query(
        "select outcome from interviews where id = :id and digest = :digest order by received_at",
        id=str(interview),
        digest=digest,
    )
    return TOLD.get(rows[0]["outcome"], rows[0]["outcome"]) if rows else None


def digest_plain(database: Database, interview: UUID, plain: bytes) -> str:
    """Return a keyed digest of what was in an envelope: nobody can find answers by trying.

    Raises MahallaError where the key is gone: a new one would be taken for it ever after.
    """
    vault = database.vault if database.vault.has_key else unlock(database)
    return vault.digest(PURPOSE, f"{interview} {plain.decode()}")


def add_arrival(tx: Database, arrival: Arrival) -> None:
    """Keep what became of an envelope."""
    post = arrival.post
    row: Row = {
        "id": str(post.interview),
        "sha256": post.sha256,
        "digest": arrival.digest,
        "device": post.device_id,
        "person": arrival.person,
        "project": arrival.project,
        "outcome": arrival.outcome,
        "received_at": post.received_at.isoformat(),
        "remarks": json.dumps(sorted(arrival.remarks)),
    }
    tx.insert("interviews", row)


def keep_unopened(tx: Database, post: Post, reason: str, project: str = "") -> bool:
    """Keep an envelope as it came, until it can be entered; say no where a device has too many."""
    row: Row = {
        "id": str(post.interview),
        "sha256": post.sha256,
        "device": post.device_id,
        "project": project,
        "reason": reason,
        "envelope": post.body,
        "received_at": post.received_at.isoformat(),
        "lost": ",".join(sorted(post.lost)),
    }
    [kept] = tx.query(
        "select count(*) as count from kept_envelopes where device = :device", device=post.device_id
    )
    if kept["count"] >= MOST_KEPT and not post.is_retried:
        return False
    if tx.insert_once("kept_envelopes", row):
        detail = {"reason": reason, "project": project, "device": post.device_id}
        subject = f"response:{post.interview}"
        record(tx, post.received_at, "site", "interview.kept", subject, detail)
    else:
        tx.execute(
            "update kept_envelopes set reason = :reason where id = :id and sha256 = :sha256",
            reason=reason,
            id=row["id"],
            sha256=row["sha256"],
        )
    return True


def drop_kept(tx: Database, post: Post) -> None:
    """Let go of an envelope that was kept: what is in it is here by now."""
    tx.execute(
        "delete from kept_envelopes where id = :id and sha256 = :sha256",
        id=str(post.interview),
        sha256=post.sha256,
    )


def list_kept(database: Database) -> list[tuple[UUID, str]]:
    """Name the envelopes that were kept unopened, the oldest first, by id and hash."""
    rows = database.query("select id, sha256 from kept_envelopes order by received_at, id")
    return [(UUID(row["id"]), row["sha256"]) for row in rows]


def read_kept(database: Database, interview: UUID, sha256: str) -> Row | None:
    """Return an envelope that was kept, with its device and the moment it came."""
    rows = database.query(
        "select * from kept_envelopes where id = :id and sha256 = :sha256",
        id=str(interview),
        sha256=sha256,
    )
    return rows[0] if rows else None


def keep_file(tx: Database, post: Post) -> bool | None:
    """Keep a sealed file for its interview; say whether it is new, None for one too many."""
    row: Row = {
        "interview": str(post.interview),
        "sha256": post.sha256,
        "device": post.device_id,
        "size": len(post.body),
        "envelope": post.body,
        "received_at": post.received_at.isoformat(),
    }
    [there] = tx.query(
        """
        select count(*) filter (where interview = :id) as count, coalesce(sum(size), 0) as size
        from interview_files where device = :device
        """,
        id=row["interview"],
        device=post.device_id,
    )
    if there["count"] >= 2 * MOST_FILES or there["size"] >= MOST_WAITING:
        return None
    return tx.insert_once("interview_files", row)


def list_missing(database: Database, interview: UUID, hashes: Sequence[str]) -> list[str]:
    """Return which of these files of an interview are not here."""
    if not hashes:
        return []
    rows = database.query(
        "select sha256 from interview_files where interview = :id", id=str(interview)
    )
    here = {row["sha256"] for row in rows}
    return [sha256 for sha256 in hashes if sha256 not in here]


def read_file(database: Database, interview: UUID, sha256: str) -> bytes | None:
    """Return a sealed file; None where it has gone meanwhile."""
    rows = database.query(
        "select envelope from interview_files where interview = :id and sha256 = :sha256",
        id=str(interview),
        sha256=sha256,
    )
    return rows[0]["envelope"] if rows else None


def drop_files(tx: Database, interview: UUID) -> None:
    """Drop the sealed files of an interview that was entered."""
    tx.execute("delete from interview_files where interview = :id", id=str(interview))


def forget_files(database: Database, before: datetime) -> int:
    """Drop sealed files whose interview did not come for so long; count them.

    A tablet that still has the interview has its files too, and is asked for them.
    """
    return database.execute(
        """
        delete from interview_files where received_at < :before
        and interview not in (select id from kept_envelopes)
        """,
        before=before.isoformat(),
    )
