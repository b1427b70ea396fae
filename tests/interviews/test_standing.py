"""What every interview is held against: remembered, and asked again after every change."""

import sqlite3
from dataclasses import replace

import pytest

from survey.accounts.store import find_person
from survey.interviews.keys import find_key
from survey.locale import Text
from survey.places.store import find_project, save_project
from survey.storage.database import ConstraintError, Database
from survey.storage.sqlite import SqliteDatabase
from survey.storage.standing import find_standing
from tests.interviews.tablet import Tablet

CHANGES = {
    "a project": "update projects set source = 'elsewhere'",
    "a neighbourhood": "delete from neighbourhoods where id = 'south'",
    "a new wave": "insert into waves select project, 'last', 9, title, starts, ends "
    "from waves limit 1",
    "a wave": "update waves set ends = '2030-01-01'",
    "a district": "insert into districts select id, 'old-town', 1, title from projects",
    "a person": "update people set disabled = 1",
    "a role": "delete from memberships",
    "a key": "update project_keys set retired_at = '2030-01-01'",
    "a copy of a key": "insert into key_copies select id, 'somebody', made_at from project_keys",
}


def change_and_fail(database: Database) -> None:
    with database.transaction() as tx:
        tx.execute(CHANGES["a person"])
        tx.execute("insert into people select * from people")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_leaves_another_mark(database: Database, tablet: Tablet, change: str) -> None:
    """Whoever changes it, in whatever way: the database itself says so."""
    before = find_standing(database)
    assert database.execute(change)
    assert find_standing(database).mark != before.mark


def test_what_is_saved_anew_leaves_another_mark(database: Database, tablet: Tablet) -> None:
    """A project that is brought up to date, by statements that say what to do with a taken key."""
    before, project = find_standing(database), find_project(database, tablet.key.project)
    assert project
    save_project(
        database, tablet.site.clock(), "test", replace(project, organisation=Text("Elsewhere"))
    )
    after = find_standing(database)
    found = after.recall(find_project, project.id)
    assert (after.mark != before.mark, found and found.organisation) == (True, Text("Elsewhere"))


def test_what_was_taken_back_leaves_the_mark(database: Database, tablet: Tablet) -> None:
    """A change that did not come to its end is none."""
    before = find_standing(database)
    with pytest.raises(ConstraintError):
        change_and_fail(database)
    assert find_standing(database) == before


def test_nothing_is_asked_twice(database: Database, tablet: Tablet) -> None:
    """While the mark stands, the same is recalled; with another mark it is asked anew."""
    asked: list[str] = []

    def find(database: Database, name: str) -> int:
        asked.append(name)
        return len(asked)

    standing = find_standing(database)
    found = [standing.recall(find, name) for name in ("a", "b", "a")]
    database.execute(CHANGES["a person"])
    assert (found, find_standing(database).recall(find, "a")) == ([1, 2, 1], 3)


def test_an_interview_changes_nothing_of_it(database: Database, tablet: Tablet) -> None:
    """What comes all day does not make the site ask anew."""
    before = find_standing(database)
    assert tablet.send(tablet.write()).status_code == 201
    assert find_standing(database) == before


@pytest.mark.sqlite
def test_all_that_is_recalled_is_marked(database: Database, tablet: Tablet) -> None:
    """No finder looks at a table whose changes leave no mark."""
    assert isinstance(database, SqliteDatabase)
    read: set[str] = set()

    def note(action: int, table: str | None, *_: object) -> int:
        if action == sqlite3.SQLITE_READ and table:
            read.add(table)
        return sqlite3.SQLITE_OK

    rows = database.query("select tbl_name from sqlite_master where name like 'standing_of%'")
    database.close()  # so that every statement is looked at anew
    with database._lend(database._reading) as connection:
        connection.set_authorizer(note)
    assert find_project(database, tablet.key.project)
    assert find_person(database, tablet.person.id)
    assert find_key(database, tablet.key.id)
    assert read == {row["tbl_name"] for row in rows}
