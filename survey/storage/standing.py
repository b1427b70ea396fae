"""What every interview is held against and seldom changes: remembered until the database changes.

Whatever changes a project, its places and waves, a person, their roles or a key leaves another mark
in the table `standing`, by a trigger and in the same transaction. To read the mark is one
statement; to read all of that is six, and with each of them Python's lock goes to another thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from survey.storage.database import Database

Found = TypeVar("Found")
MOST = 500
"""So many answers are remembered, those that were asked for last."""


@dataclass(frozen=True)
class Standing:
    """A database while a mark stands."""

    database: Database
    mark: str

    def recall(self, find: Callable[[Database, str], Found], name: str) -> Found:
        """Return what `find` gives for a name, asked once while the mark stands.

        `find` may look at nothing but the tables whose changes leave a mark.
        """
        found: Found = _find(self, find, name)
        return found


def find_standing(database: Database) -> Standing:
    """Return the database as it stands now; what is recalled of it is never older than that.

    Ask once for each piece of work, and not in a transaction that has changed something.
    """
    rows = database.query("select mark from standing")
    return Standing(database, rows[0]["mark"] if rows else "")


@lru_cache(maxsize=MOST)
def _find(standing: Standing, find: Callable[[Database, str], Any], name: str) -> Any:
    return find(standing.database, name)
