"""The door of the database: its promises to stores, whatever stands behind it."""

import threading

import pytest

from survey.storage.database import ConstraintError, Database


@pytest.fixture
def fruits(empty: Database) -> Database:
    empty.execute("create table fruits (name text primary key, colour text not null)")
    return empty


def fail_after_adding(database: Database, name: str) -> None:
    with database.transaction() as tx:
        tx.insert("fruits", {"name": name, "colour": "green"})
        raise ZeroDivisionError


def names(database: Database) -> list[str]:
    return [row["name"] for row in database.query("select name from fruits order by name")]


def test_a_row_is_read_back(fruits: Database) -> None:
    """A row that was inserted is read by column name."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    found = fruits.query("select * from fruits where name = :name", name="fig")
    assert found == [{"name": "fig", "colour": "green"}]


def test_execute_counts_changed_rows(fruits: Database) -> None:
    """Executing a statement tells how many rows it changed."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    assert fruits.execute("update fruits set colour = :colour", colour="black") == 1


def test_a_repeated_key_is_refused(fruits: Database) -> None:
    """Inserting a taken key is an error."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    with pytest.raises(ConstraintError):
        fruits.insert("fruits", {"name": "fig", "colour": "black"})


def test_insert_once_keeps_the_first(fruits: Database) -> None:
    """A repeated key leaves the first row as it was, and that is told."""
    added = [fruits.insert_once("fruits", {"name": "fig", "colour": c}) for c in ("green", "black")]
    assert (added, fruits.query("select colour from fruits")) == (
        [True, False],
        [{"colour": "green"}],
    )


def test_insert_once_still_refuses_a_missing_value(fruits: Database) -> None:
    """Only a repeated key is forgiven, not a value that the schema demands."""
    with pytest.raises(ConstraintError):
        fruits.insert_once("fruits", {"name": "fig", "colour": None})


def test_upsert_replaces(fruits: Database) -> None:
    """An upsert of a taken key replaces the columns it gives."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    fruits.upsert("fruits", {"name": "fig", "colour": "black"}, ["name"])
    assert fruits.query("select * from fruits") == [{"name": "fig", "colour": "black"}]


def test_upsert_of_a_key_alone_adds_it_once(empty: Database) -> None:
    """A table of keys alone can be upserted twice."""
    empty.execute("create table keys (name text primary key)")
    for _ in range(2):
        empty.upsert("keys", {"name": "a"}, ["name"])
    assert empty.query("select name from keys") == [{"name": "a"}]


def test_a_failed_transaction_leaves_nothing(fruits: Database) -> None:
    """An error inside a transaction undoes what came before it."""
    with pytest.raises(ZeroDivisionError):
        fail_after_adding(fruits, "fig")
    assert names(fruits) == []


def test_an_inner_transaction_fails_alone(fruits: Database) -> None:
    """A caught error of an inner transaction undoes only the inner one."""
    with fruits.transaction() as outer:
        outer.insert("fruits", {"name": "fig", "colour": "green"})
        with pytest.raises(ZeroDivisionError):
            fail_after_adding(outer, "plum")
    assert names(fruits) == ["fig"]


def test_others_see_a_transaction_only_when_it_is_committed(fruits: Database) -> None:
    """Another thread reads the old state while a transaction is open, without waiting."""
    seen: list[list[str]] = []
    with fruits.transaction() as tx:
        tx.insert("fruits", {"name": "fig", "colour": "green"})
        reader = threading.Thread(target=lambda: seen.append(names(fruits)))
        reader.start()
        reader.join()
    assert seen == [[]]


def test_threads_write_at_once(fruits: Database) -> None:
    """Sixteen threads that each add fifty rows add eight hundred."""

    def add(thread: int) -> None:
        for number in range(50):
            fruits.insert("fruits", {"name": f"{thread}-{number}", "colour": "green"})

    threads = [threading.Thread(target=add, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(fruits)) == 800


def test_a_closed_thread_may_come_back(fruits: Database) -> None:
    """Using the database after closing opens it anew."""
    fruits.insert("fruits", {"name": "fig", "colour": "green"})
    fruits.close()
    fruits.close()
    assert names(fruits) == ["fig"]


def test_values_come_back_as_they_went(empty: Database) -> None:
    """Texts of every script, large and small numbers, bytes, truths and blanks are read back."""
    empty.execute(
        "create table kept (name text, amount bigint, share double precision, yes bigint, no text)"
    )
    row = {"name": "شرق 100 % :name ‌it's", "amount": 2**53, "share": 0.1, "yes": True, "no": None}
    empty.insert("kept", row)
    assert empty.query("select * from kept") == [{**row, "yes": 1}]


def test_colons_of_texts_are_no_placeholders(fruits: Database) -> None:
    """What looks like a placeholder or a pattern in a text of the SQL stays as it is."""
    found = fruits.query("select ':name 10% at 12:30' as said, :name as name", name="fig")
    assert found == [{"said": ":name 10% at 12:30", "name": "fig"}]


def test_a_failed_statement_is_never_committed_as_success(fruits: Database) -> None:
    """What fails in a block of its own leaves the rest of a transaction to be committed."""
    with fruits.transaction() as outer:
        outer.insert("fruits", {"name": "fig", "colour": "green"})
        with pytest.raises(ConstraintError), outer.transaction() as inner:
            inner.insert("fruits", {"name": "fig", "colour": "black"})
        outer.insert("fruits", {"name": "plum", "colour": "blue"})
    assert names(fruits) == ["fig", "plum"]


def test_what_was_read_in_a_transaction_still_holds_when_it_writes(fruits: Database) -> None:
    """Forty additions by eight threads to a number that each reads first lose none."""
    fruits.insert("fruits", {"name": "count", "colour": "0"})

    def add() -> None:
        for _ in range(5):
            with fruits.transaction() as tx:
                [row] = tx.query("select colour from fruits where name = 'count'")
                more = str(int(row["colour"]) + 1)
                tx.execute("update fruits set colour = :more where name = 'count'", more=more)

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fruits.query("select colour from fruits") == [{"colour": "40"}]
