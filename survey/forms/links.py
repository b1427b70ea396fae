"""Links: addresses on cards that open a form with its place, and often its household, set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from survey.forms.link_codes import hash_code, make_code
from survey.storage.audit import record
from survey.storage.database import Database


@dataclass(frozen=True)
class Link:
    """Where a code leads; with `once` it opens one form only, and `used` tells that it did.

    Nothing here tells which form that was, nor when: a code of a neighbourhood names nobody.
    """

    project: str
    neighbourhood: str = ""
    household: str = ""
    once: bool = False
    used: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a form can be begun with it."""
        return not (self.once and self.used)

    @property
    def place(self) -> str:
        """The key of its place: see `survey.forms.places.Place.key`."""
        return f"{self.project}/{self.neighbourhood}"


def make_links(
    database: Database, now: datetime, actor: str, links: Sequence[Link], randoms: Sequence[int]
) -> dict[str, Link]:
    """Keep new links of one project and return them by their codes, which are kept nowhere."""
    codes = {make_code(random): link for random, link in zip(randoms, links, strict=True)}
    with database.transaction() as tx:
        for code, link in codes.items():
            tx.insert("links", {"hash": hash_code(code), **_write(link)})
        for project in {link.project for link in links}:
            detail = {"links": len(links), "once": sum(link.once for link in links)}
            record(tx, now, actor, "links.made", f"project:{project}", detail)
    return codes


def find_link(database: Database, hashed: str) -> Link | None:
    """Return the link whose code has this hash; None where there is none."""
    rows = database.query("select * from links where hash = :hash", hash=hashed)
    return _read(rows[0]) if rows else None


def use_link(database: Database, hashed: str) -> bool:
    """Take note that a form was begun; say no where the link had done its work before.

    There is no audit entry: its time would tell which response came by which card.
    """
    return bool(
        database.execute(
            "update links set used = 1 where hash = :hash and (once = 0 or used = 0)", hash=hashed
        )
    )


def free_link(database: Database, hashed: str) -> None:
    """Let a link be used again, because the form begun with it was thrown away unsent."""
    database.execute("update links set used = 0 where hash = :hash", hash=hashed)


def _write(link: Link) -> dict[str, str | int]:
    return {
        "project": link.project,
        "neighbourhood": link.neighbourhood,
        "household": link.household,
        "once": int(link.once),
    }


def _read(row: Mapping[str, object]) -> Link:
    return Link(
        project=str(row["project"]),
        neighbourhood=str(row["neighbourhood"]),
        household=str(row["household"]),
        once=bool(row["once"]),
        used=bool(row["used"]),
    )
