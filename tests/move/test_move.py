"""Moving to PostgreSQL: everything arrives as it was, or nothing is there."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from survey.cli import main
from survey.errors import MahallaError
from survey.move.content import Content
from survey.move.files import list_copies
from survey.move.work import require_places, transfer
from survey.places.store import save_project
from survey.questionnaire.load import parse_questionnaire
from survey.responses.attachments import find_attachment, keep_attachment
from survey.responses.identifiers import read_identifiers
from survey.responses.model import Submission
from survey.responses.receipts import give_receipt
from survey.responses.store import find_response, keep_version, submit
from survey.settings import Server
from survey.storage.audit import find_break
from survey.storage.database import Database
from survey.storage.open import connect, open_database
from tests.databases import place_empty
from tests.rights.conftest import ANSWERS, MINE, NOW, PROJECT, SOURCE

PHOTO = bytes(range(256)) * 700
TABLES = "select tablename from pg_tables where schemaname = 'public'"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An installation in a file: answers, a telephone that is sealed, a photo, a trail."""
    path = tmp_path / "office" / "town.db"
    path.parent.mkdir()
    database = open_database(path)
    save_project(database, NOW, "test", PROJECT)
    wishes = parse_questionnaire(SOURCE, "wishes.yaml")
    keep_version(database, NOW, "test", wishes, SOURCE)
    for number in range(250):
        response = UUID(int=MINE.int + number)
        submission = Submission(
            id=response,
            project="east",
            wave="autumn",
            questionnaire="wishes",
            version=wishes.version,
            language="fa",
            channel="self",
            consent="given",
            answers={**ANSWERS, "wish": f"درخت {number} ‌it's\u2028 100%"},
            received_at=NOW,
            neighbourhood="pines",
            weight=0.1 * number,
        )
        submit(database, "test", submission)
    keep_attachment(database, MINE, PHOTO, "jpg", NOW)
    give_receipt(database, MINE, bytes(8))
    database.close()
    return path


@pytest.fixture
def server(tmp_path: Path) -> Server:
    place = place_empty(tmp_path / "new.db")
    if not isinstance(place, Server):
        pytest.skip("there is no PostgreSQL: run it with .ci/with_postgres")
    return place


def move(file: Path, server: Server, *more: str) -> Result:
    os.environ["MAHALLA_FILES"] = str(server.files)
    return CliRunner().invoke(main, ["move", server.address, "--database", str(file), *more])


def is_bare(server: Server) -> bool:
    return connect(server).query(TABLES) == []


def rows_of(database: Database, table: str) -> list[tuple[object, ...]]:
    rows = [tuple(sorted(row.items())) for row in database.query(f"select * from {table}")]
    return sorted(rows, key=str)


@pytest.mark.postgres
def test_everything_arrives(file: Path, server: Server) -> None:
    """Every row of every table is the same, and what is sealed opens with the key beside it."""
    done = move(file, server)
    assert done.exit_code == 0, done.output
    assert "  responses: 250 rows, " in done.output

    old, new = open_database(file), open_database(server)
    names = {row["name"] for row in old.query("select name from sqlite_master where type='table'")}
    assert {row["tablename"] for row in new.query(TABLES)} == names
    other = {name for name in names if rows_of(old, name) != rows_of(new, name)}
    assert other == {"standing"}  # the mark of how a database stands is its own
    assert find_break(new) is None
    assert find_response(new, MINE, NOW) == find_response(old, MINE, NOW)
    [kept] = new.query("select name from attachments")
    assert find_attachment(new, MINE, kept["name"]) == PHOTO
    [copy] = [(old, new) for old, new in list_copies(file, server) if ".seal.key" in old.name]
    assert f"cp -pr {copy[0]} {copy[1]}" in done.output
    copy[1].write_bytes(copy[0].read_bytes())
    read = read_identifiers(open_database(server), NOW, "test", MINE, "a test")
    assert read == read_identifiers(old, NOW, "test", MINE, "a test")
    assert read


@pytest.mark.postgres
def test_what_is_there_is_left_alone(file: Path, server: Server) -> None:
    """A database with tables in it, its own from before among them, is refused."""
    connect(server).execute("create table songs (name text)")
    done = move(file, server)
    assert (done.exit_code, "There are tables already" in done.output) == (1, True)
    assert connect(server).query(TABLES) == [{"tablename": "songs"}]
    connect(server).execute("drop table songs")
    assert move(file, server).exit_code == 0
    assert move(file, server).exit_code == 1


@pytest.mark.postgres
def test_a_table_that_differs_is_not_kept(file: Path, server: Server) -> None:
    """Where a text cannot be kept as it is, its table is named and nothing is left."""
    database = open_database(file)
    database.execute(
        "update responses set household = :code where id = :id", code="a\0b", id=str(MINE)
    )
    database.close()
    done = move(file, server)
    assert (done.exit_code, "The table “responses” is not the same" in done.output) == (1, True)
    assert is_bare(server)


@pytest.mark.postgres
def test_a_broken_trail_is_not_moved(file: Path, server: Server) -> None:
    """A trail that somebody changed is found before it is moved."""
    database = open_database(file)
    database.execute("drop trigger audit_is_never_changed")
    database.execute("update audit set actor = 'omid' where number = 3")
    database.close()
    done = move(file, server)
    assert (done.exit_code, "Entry 3 of the audit trail" in done.output) == (1, True)
    assert is_bare(server)


MOVE = """
import signal, sys, time
from pathlib import Path
from survey.move.work import transfer
from survey.settings import Server

def show(done, of):
    print(done, flush=True)
    while done >= 150:
        time.sleep(0.1)

signal.signal(signal.SIGINT, signal.default_int_handler)  # as for whoever sits before it
transfer(Path(sys.argv[1]), Server(sys.argv[2], Path(sys.argv[3])), show)
"""


@pytest.mark.postgres
@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_move_leaves_nothing(
    file: Path, server: Server, way: signal.Signals
) -> None:
    """Killed or stopped with rows on the server already, it leaves the database as it was."""
    words = [sys.executable, "-c", MOVE, str(file), server.address, str(server.files)]
    moving = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert moving.stdout
    while int(moving.stdout.readline()) < 150:
        pass
    moving.send_signal(way)
    assert moving.wait(30) != 0
    assert is_bare(server)
    transfer(file, server, lambda done, of: None)
    assert connect(server).query("select count(*) as n from responses") == [{"n": 250}]


@pytest.mark.postgres
def test_nobody_writes_meanwhile(file: Path, server: Server) -> None:
    """While it is copied, the file takes no other write: nothing that came in is left behind."""
    from survey.storage.sqlite import SqliteDatabase

    refused = []

    def show(done: int, of: int) -> None:
        other = SqliteDatabase(file, busy_seconds=0.01)
        with pytest.raises(MahallaError) as caught:
            other.execute("delete from receipts")
        refused.append(str(caught.value))

    transfer(file, server, show)
    assert refused


def test_a_site_that_runs_is_noticed(file: Path, server: Server) -> None:
    """What a running site would take in after the copy would be left behind: it is refused."""
    site = open_database(file)
    site.query("select 1")
    result = move(file, server)
    site.close()
    assert (result.exit_code, "in use" in result.output) == (1, True), result.output
    assert is_bare(server)


def test_places_that_do_not_fit_are_named(file: Path, tmp_path: Path) -> None:
    """A server to move from, a file to move to, and a file that is not there are sentences."""
    server = Server("postgresql://localhost/town")
    for source, target in ((server, server), (tmp_path / "none.db", server)):
        with pytest.raises(MahallaError, match="no SQLite file here"):
            require_places(source, target)
    with pytest.raises(MahallaError, match="postgresql://user@host/database"):
        require_places(file, tmp_path / "new.db")
    assert not (tmp_path / "none.db").exists()


def test_files_are_listed_with_their_new_names(tmp_path: Path) -> None:
    """Keys get the name that belongs to a server; those that lie there already are left out."""
    for name in ("t[1].db", "t[1].db-wal", "t[1].key", "t[1].seal.key", "t1.key"):
        (tmp_path / name).touch()
    files = tmp_path / "files"
    listed = list(list_copies(tmp_path / "t[1].db", Server("postgresql://x/y", files)))
    assert listed == [
        (tmp_path / "t[1].key", files / "mahalla.key"),
        (tmp_path / "t[1].seal.key", files / "mahalla.seal.key"),
    ]
    (tmp_path / "mahalla.db").touch()
    (tmp_path / "mahalla.key").touch()
    assert not list(list_copies(tmp_path / "mahalla.db", Server("postgresql://x/y", tmp_path)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([{"a": 1}], [{"a": "1"}]),
        ([{"a": 1}], [{"a": 1.5}]),
        ([{"a": b"x"}], [{"a": "x"}]),
        ([{"a": None}], [{"a": ""}]),
        ([{"a": "x", "b": "y"}], [{"a": "y", "b": "x"}]),
        ([{"a": 1}, {"a": 1}], [{"a": 1}]),
        ([{"a": 1}, {"a": 1}], [{"a": 2}, {"a": 2}]),
    ],
)
def test_other_content_has_another_sum(one: list[dict], other: list[dict]) -> None:
    """Rows that differ in a value, a type, a column or their number have different sums."""

    def sum_up(rows: list[dict]) -> Content:
        content = Content()
        for row in rows:
            content.add(row)
        return content

    assert sum_up(one) != sum_up(other)
    assert sum_up(one) == sum_up(list(reversed(one)))
