"""The PostgreSQL side of the door: its sentences, its connections, one chain for many processes."""

import json
import sys
from pathlib import Path
from subprocess import PIPE, Popen, run
from threading import Event, Thread
from time import sleep

import psycopg
import pytest

from survey.errors import MahallaError
from survey.settings import Server
from survey.storage.audit import find_break
from survey.storage.database import ConstraintError, Database
from survey.storage.open import connect, open_database
from survey.storage.postgres import LOCK, PostgresDatabase
from tests.databases import end_connections, name_of, order, place_database, place_empty

pytestmark = pytest.mark.postgres


@pytest.fixture
def server(tmp_path: Path) -> Server:
    place = place_empty(tmp_path / "empty.db")
    assert isinstance(place, Server)
    return place


@pytest.fixture
def fruits(server: Server) -> PostgresDatabase:
    database = PostgresDatabase(server, busy_seconds=0.1)
    database.execute("create table fruits (name text primary key, colour text not null)")
    return database


def at(server: Server, user: str = "mahalla", password: str = "", name: str = "") -> Server:
    address = server.address.replace("mahalla@", f"{user}:{password}@", 1)
    return Server(address.replace(f"/{name_of(server)}", f"/{name}"), server.files)


def test_texts_are_sorted_as_in_a_file(database: Database) -> None:
    """Whatever the server thinks of alphabets, our tables sort texts by their signs."""
    for word in ("b", "B", "ب", "a-1", "a1", "A"):
        database.insert("attempts", {"subject": word, "failures": 1, "last_at": ""})
    rows = database.query("select subject from attempts order by subject")
    assert [row["subject"] for row in rows] == ["A", "B", "a-1", "a1", "b", "ب"]


def test_every_commit_is_on_the_disk(fruits: PostgresDatabase) -> None:
    """Each connection waits for the disk of the server, whatever is usual there."""
    [row] = fruits.query("select current_setting('synchronous_commit') as kept")
    assert row == {"kept": "on"}


def test_sums_are_whole_numbers(fruits: PostgresDatabase) -> None:
    """A sum of whole numbers is one, as in a SQLite file; an average is a float."""
    [row] = fruits.query("select sum(n) as all, avg(n) as mean from (values (1), (2)) as x (n)")
    assert (row["all"], type(row["all"]), row["mean"]) == (3, int, 1.5)


def test_a_sign_that_is_none_is_shown_as_such(fruits: PostgresDatabase) -> None:
    """The sign number 0, which PostgreSQL cannot keep, becomes the sign for unreadable ones."""
    fruits.insert("fruits", {"name": "fig\0s", "colour": "green"})
    assert fruits.query("select name from fruits") == [{"name": "fig\N{REPLACEMENT CHARACTER}s"}]


def test_a_constraint_quotes_no_row(fruits: PostgresDatabase) -> None:
    """What is said of a refused row holds nothing of what was in it."""
    with pytest.raises(ConstraintError) as caught:
        fruits.insert("fruits", {"name": "a secret answer", "colour": None})
    assert "secret" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_failure_that_was_passed_over_is_not_committed(fruits: PostgresDatabase) -> None:
    """Where a statement failed and nobody minded, the commit fails loudly."""

    def add_twice() -> None:
        with fruits.transaction() as tx:
            tx.insert("fruits", {"name": "fig", "colour": "green"})
            with pytest.raises(ConstraintError):
                tx.insert("fruits", {"name": "fig", "colour": "black"})

    with pytest.raises(RuntimeError, match="a block of its own"):
        add_twice()
    assert fruits.query("select * from fruits") == []


def test_a_server_started_anew_is_found_again(fruits: PostgresDatabase) -> None:
    """Between transactions a lost connection is opened again, and nobody notices."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    end_connections(name_of(fruits.server))
    assert len(fruits.query("select * from fruits")) == 1
    end_connections(name_of(fruits.server))
    fruits.insert("fruits", {"name": "plum", "colour": "blue"})
    end_connections(name_of(fruits.server))
    with fruits.transaction() as tx:
        tx.insert("fruits", {"name": "lime", "colour": "green"})
    assert len(fruits.query("select * from fruits")) == 3


def test_a_server_that_goes_in_a_transaction_takes_all_of_it(fruits: PostgresDatabase) -> None:
    """Nothing after the loss is written outside the transaction that it belongs to."""

    def write() -> None:
        with fruits.transaction() as tx:
            tx.insert("fruits", {"name": "fig", "colour": "green"})
            end_connections(name_of(fruits.server))
            for name in ("plum", "lime"):
                with pytest.raises(MahallaError, match="does not answer"):
                    tx.insert("fruits", {"name": name, "colour": "green"})

    with pytest.raises(MahallaError, match="does not answer"):
        write()
    assert fruits.query("select * from fruits") == []


def test_a_locked_database(fruits: PostgresDatabase) -> None:
    """Who waits too long for somebody else's transaction is told, and can go on afterwards."""
    with psycopg.connect(fruits.server.address) as other:
        other.execute(f"select pg_advisory_xact_lock({LOCK})")
        with pytest.raises(MahallaError, match="kept the database locked"):
            fruits.insert("fruits", {"name": "fig", "colour": "green"})
    fruits.insert("fruits", {"name": "fig", "colour": "green"})


WAITING = "select pid from pg_stat_activity where wait_event = 'advisory'"


def test_who_lost_the_server_and_then_waited_in_vain_goes_on(server: Server) -> None:
    """A connection that was opened anew and found the database locked is usable afterwards."""
    database = PostgresDatabase(server, busy_seconds=1)
    database.execute("create table fruits (name text primary key, colour text not null)")
    lost = Event()

    def lose() -> None:
        while not (waiting := other.execute(WAITING).fetchall()):
            sleep(0.02)
        other.execute("select pg_terminate_backend(%s)", waiting[0])
        lost.set()

    with psycopg.connect(server.address) as other:
        other.execute(f"select pg_advisory_xact_lock({LOCK})")
        Thread(target=lose).start()
        with pytest.raises(MahallaError, match="kept the database locked"):
            database.insert("fruits", {"name": "fig", "colour": "green"})
        assert lost.wait(10)
        assert database.query("select * from fruits") == []


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("53100", "The disk of the database server is full"),
        ("57014", "took too long"),
        ("40P01", "kept the database locked"),
        ("25006", "only reads"),
        ("42501", "may not do this"),
        ("XX001", "damaged"),
        ("58030", "damaged"),
        ("53300", "no connection left"),
    ],
)
def test_failures_are_said_in_sentences(fruits: PostgresDatabase, code: str, sentence: str) -> None:
    """What the server reports by its code is said as what to do."""
    with pytest.raises(MahallaError, match=sentence):
        fruits.execute(f"do $$ begin raise exception 'no' using errcode = '{code}'; end $$")


def test_a_programmers_mistake_stays_one(fruits: PostgresDatabase) -> None:
    """A table that is not there is no problem that a person can mend."""
    with pytest.raises(psycopg.errors.UndefinedTable):
        fruits.query("select * from nowhere")


def test_a_wrong_password_is_said_and_not_shown(server: Server) -> None:
    """Neither the password nor the user is in what is said."""
    order("drop role if exists walled")
    order("create role walled login password 'right'")
    with pytest.raises(MahallaError, match="does not let this user in") as caught:
        open_database(at(server, "walled", "wr0ng", name_of(server)))
    assert "wr0ng" not in f"{caught.value} {caught.value.__cause__!r}"
    order("drop role walled")


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://sara:hidd3n@@host/db",
        "postgresql://sara:hidd3n/x@localhost/db",
        "postgresql://sara:hidd3n?x@localhost/db",
        "postgresql://sara:hidd3n#x@localhost/db",
        "postgresql://sara@localhost/db?pasword=hidd3n",
        "postgresql://sara:%hidd3n@localhost:x/db",
    ],
)
def test_an_unreadable_address_is_never_quoted(address: str) -> None:
    """A slip in an address shows no password in any sentence, text or trace."""
    server = Server(address)
    with pytest.raises(MahallaError) as caught:
        connect(server).query("select 1")
    error = caught.value
    assert "hidd3n" not in f"{error} {error!r} {error.problems} {server} {server!r}"
    assert error.__suppress_context__


def test_a_missing_database_is_named(server: Server) -> None:
    """A database that is not there is named, with the command that makes it."""
    with pytest.raises(MahallaError, match=r"createdb .* nowhere"):
        open_database(at(server, name="nowhere"))


def test_a_missing_server(tmp_path: Path) -> None:
    """A server that does not answer is said to be looked after."""
    with pytest.raises(MahallaError, match="does not answer"):
        open_database(Server(f"postgresql://mahalla@/x?host={tmp_path}", tmp_path))


def test_who_may_not_create_tables_is_told(server: Server) -> None:
    """A user without rights in the database is told who has to own it."""
    order("drop role if exists guest")
    order("create role guest login")
    with pytest.raises(MahallaError, match="may not do this in the database"):
        open_database(at(server, "guest", "", name_of(server)))
    order("drop role guest")


def test_another_programs_database_is_left_alone(server: Server) -> None:
    """A database with other tables, migrations among them, is refused and stays as it was."""
    database = connect(server)
    database.execute("create table migrations (id integer)")
    with pytest.raises(MahallaError, match="belongs to another program"):
        open_database(server)
    assert database.query("select * from migrations") == []


def test_a_database_of_few_scripts_is_refused(tmp_path: Path) -> None:
    """A database that cannot keep Persian is refused before anything is lost."""
    place = place_empty(tmp_path / "latin.db", "LATIN1")
    with pytest.raises(MahallaError, match="encoding is LATIN1"):
        open_database(place)


def test_keys_lie_in_the_folder_of_files(tmp_path: Path) -> None:
    """What is no table lies in a private folder, which is made."""
    place = place_empty(tmp_path / "empty.db")
    assert isinstance(place, Server)
    database = open_database(Server(place.address, tmp_path / "files"))
    database.vault.seal("p", "a", "0912")
    assert [path.name for path in (tmp_path / "files").iterdir()] == ["mahalla.seal.key"]
    assert (tmp_path / "files").stat().st_mode & 0o077 == 0


def test_scrubbing_gives_back_the_room(fruits: PostgresDatabase) -> None:
    """What was deleted takes no room any more once nobody reads it."""
    for number in range(300):
        fruits.insert("fruits", {"name": f"{number}", "colour": "x" * 100})
    fruits.execute("delete from fruits")
    assert fruits.scrub()
    [row] = fruits.query("select pg_relation_size('fruits') as size")
    assert row == {"size": 0}


def test_scrubbing_says_where_somebody_still_reads(fruits: PostgresDatabase) -> None:
    """While somebody reads what was there before, it cannot go, and that is told."""
    fruits.insert("fruits", {"name": "kumquat", "colour": "orange"})
    with psycopg.connect(fruits.server.address) as reader:
        reader.execute("set transaction isolation level repeatable read")
        reader.execute("select * from fruits").fetchall()
        fruits.execute("delete from fruits")
        assert not fruits.scrub()
    assert fruits.scrub()


RECORD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from survey.settings import Server
from survey.storage.audit import record
from survey.storage.open import connect

database = connect(Server(sys.argv[1], Path(sys.argv[2])))
database.query("select 1")
print("ready", flush=True)
sys.stdin.read()
for number in range(100):
    with database.transaction() as tx:
        record(tx, datetime.now(UTC), sys.argv[3], "test.done", f"test:{number}", {})
"""


def test_entries_of_two_processes_make_one_chain(tmp_path: Path) -> None:
    """Two processes that write two hundred entries at the same time neither fork nor fail."""
    place = place_database(tmp_path / "mahalla.db")
    assert isinstance(place, Server)
    words = [sys.executable, "-c", RECORD, place.address, str(tmp_path)]
    processes = [Popen([*words, name], stdin=PIPE, stdout=PIPE) for name in ("one", "two")]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.close()
    assert [process.wait(60) for process in processes] == [0, 0]
    database = open_database(place)
    assert find_break(database) is None
    rows = database.query("select actor from audit order by number")
    actors = [row["actor"] for row in rows]
    assert (actors.count("one"), actors.count("two")) == (100, 100)
    assert actors != sorted(actors)  # they did write in turns


NO_DRIVER = """
import sys
sys.modules["psycopg"] = None
from survey.cli import main
main(["places", "list", "--database", "postgresql://localhost/mahalla"])
"""


def test_without_the_driver_it_is_said_how_to_install_it() -> None:
    """Where psycopg is missing, the command says so in a sentence."""
    done = run([sys.executable, "-c", NO_DRIVER], capture_output=True, text=True, check=False)
    assert (done.returncode, "pip install 'mahalla[postgres]'" in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr
    assert json.dumps(done.stdout) == '""'
