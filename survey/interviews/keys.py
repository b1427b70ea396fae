"""The key pairs of projects: which one tablets seal to, which ones still open, who holds copies."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from survey.errors import N_, MahallaError, Problem
from survey.interviews.pairs import (
    Pair,
    draw_pair,
    drop_pair,
    find_private,
    keep_pair,
    list_private,
    read_pair,
    write_private,
)
from survey.responses.store import read_time
from survey.storage.audit import record
from survey.storage.database import ConstraintError, Database, Row

NOT_STRANGE = N_(
    "There is no private key “%(key)s” here that the database does not know. `mahalla keys list` "
    "names those there are."
)
HOLDERS = 2
"""Two people hold copies: one of them may be ill, or gone."""


@dataclass(frozen=True)
class ProjectKey:
    """A key pair by its public half, the raw point; a retired one only opens."""

    id: str
    project: str
    public: bytes
    made_at: datetime
    retired_at: datetime | None
    holders: tuple[str, ...] = ()

    @property
    def lacks_holders(self) -> bool:
        """Tell whether interviews would be lost with this computer and one person."""
        return len(self.holders) < HOLDERS


def ensure_key(database: Database, now: datetime, actor: str, project: str) -> ProjectKey:
    """Return the key that a project seals to, made where there is none."""
    return find_current(database, project) or renew_key(database, now, actor, project, "")


def renew_key(
    database: Database, now: datetime, actor: str, project: str, instead_of: str
) -> ProjectKey:
    """Let a project seal to a new key instead of the one with an id; the old one opens as before.

    Where somebody else was faster theirs is returned, and this one is dropped. The file is written
    before the database knows of it: nothing is ever sealed to a key that is nowhere.
    """
    pair = draw_pair()
    keep_pair(database.vault, pair)
    try:
        with database.transaction() as tx:
            current = find_current(tx, project)
            if (current.id if current else "") == instead_of:
                current = _enter(tx, now, actor, project, pair, instead_of)
    except ConstraintError:  # somebody else at the very same moment
        current = find_current(database, project)
    if current is None or current.id != pair.id:
        drop_pair(database.vault, pair)
    assert current
    return current


def find_current(database: Database, project: str) -> ProjectKey | None:
    """Return the key that tablets seal to for a project; None before the first tablet."""
    found = [one for one in list_keys(database, project) if one.retired_at is None]
    return found[0] if found else None


def find_key(database: Database, key: str) -> ProjectKey | None:
    """Return a key by its id."""
    rows = database.query(
        """
        select project_keys.*, holder from project_keys
        left join key_copies on key_copies.key = project_keys.id
        where project_keys.id = :key order by holder
        """,
        key=key,
    )
    return _read(rows[0], [row["holder"] for row in rows if row["holder"]]) if rows else None


def list_keys(database: Database, project: str = "") -> list[ProjectKey]:
    """List the keys of a project, or of all, the newest of each first."""
    rows = database.query(
        """
        select * from project_keys where project = :project or :project = ''
        order by project, made_at desc, id
        """,
        project=project,
    )
    return [_read(row, _list_holders(database, row["id"])) for row in rows]


def has_private(database: Database, key: ProjectKey) -> bool:
    """Tell whether the private half lies where it belongs."""
    return find_private(database.vault, key.id) is not None


def list_strange(database: Database) -> list[str]:
    """List the ids of private keys that lie here and that the database does not know.

    So it is after an older backup was restored: the key was made in the time that is missing.
    """
    known = {one.id for one in list_keys(database)}
    return [one for one in list_private(database.vault) if one not in known]


def adopt_key(database: Database, now: datetime, actor: str, project: str, key: str) -> None:
    """Let a project have a private key that `list_strange` lists; it only opens.

    Raises MahallaError where it is none of them.
    """
    if key not in list_strange(database):
        raise MahallaError(Problem(NOT_STRANGE, {"key": key}))
    private = find_private(database.vault, key)
    assert private
    with database.transaction() as tx:
        _take_in(tx, now, project, read_pair(write_private(private)))
        record(tx, now, actor, "key.adopted", f"project:{project}", {"key": key})


def note_copy(tx: Database, now: datetime, actor: str, key: ProjectKey, holder: str) -> None:
    """Take note that somebody holds a copy; call it in the transaction of its audit entry."""
    row: Row = {"key": key.id, "holder": holder, "made_at": now.isoformat()}
    tx.upsert("key_copies", row, ["key", "holder"])
    detail = {"key": key.id, "holder": holder}
    record(tx, now, actor, "key.backed_up", f"project:{key.project}", detail)


def put_back(tx: Database, now: datetime, actor: str, project: str, pair: Pair) -> bool:
    """Put a key that a copy held where it belongs; say whether anything was missing.

    A database that does not know it takes it as one that only opens.
    """
    known = find_key(tx, pair.id)
    if known and find_private(tx.vault, pair.id):
        return False
    keep_pair(tx.vault, pair)
    if known is None:
        _take_in(tx, now, project, pair)
    record(tx, now, actor, "key.restored", f"project:{project}", {"key": pair.id})
    return True


def _enter(
    tx: Database, now: datetime, actor: str, project: str, pair: Pair, instead_of: str
) -> ProjectKey:
    tx.execute(
        "update project_keys set retired_at = :now where id = :id",
        now=now.isoformat(),
        id=instead_of,
    )
    tx.insert("project_keys", _write(project, pair, now))
    action = "key.rotated" if instead_of else "key.made"
    record(tx, now, actor, action, f"project:{project}", {"key": pair.id})
    return ProjectKey(pair.id, project, pair.public, now, None)


def _take_in(tx: Database, now: datetime, project: str, pair: Pair) -> None:
    """Let a project have a key that only opens."""
    tx.insert("project_keys", _write(project, pair, now) | {"retired_at": now.isoformat()})


def _write(project: str, pair: Pair, now: datetime) -> Row:
    public = b64encode(pair.public).decode()
    return {"id": pair.id, "project": project, "public": public, "made_at": now.isoformat()}


def _list_holders(database: Database, key: str) -> list[str]:
    rows = database.query("select holder from key_copies where key = :key order by holder", key=key)
    return [row["holder"] for row in rows]


def _read(row: Row, holders: Sequence[str]) -> ProjectKey:
    return ProjectKey(
        id=row["id"],
        project=row["project"],
        public=b64decode(row["public"]),
        made_at=datetime.fromisoformat(row["made_at"]),
        retired_at=read_time(row["retired_at"]),
        holders=tuple(holders),
    )
