"""The turn: one thread works at a time, and leaves it where it begins to wait."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from time import sleep

import pytest

from survey.storage.database import ConstraintError, Database
from survey.storage.sqlite import SqliteDatabase
from survey.storage.turn import Turn
from survey.storage.writer import Writer

SECONDS = 20
"""After which a test gives up on a thread."""


def begin(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = SqliteDatabase(tmp_path / "fruits.db")
    database.execute("create table fruits (name text primary key)")
    return database


def add(name: str, tx: Database) -> None:
    tx.insert("fruits", {"name": name})


@pytest.mark.parametrize("for_all", [False, True])
def test_one_works_at_a_time_where_turns_are_taken(for_all: bool) -> None:
    """Of five threads one is inside, or, where the turn is for all, more than one."""
    turn = Turn(for_all=for_all)
    inside: list[int] = []
    most: list[int] = []
    meeting = threading.Barrier(5)

    def work() -> None:
        meeting.wait(SECONDS)
        with turn:
            inside.append(1)
            sleep(0.05)
            most.append(len(inside))
            inside.pop()

    for thread in [begin(work) for _ in range(5)]:
        thread.join(SECONDS)
    assert (max(most) == 1) is not for_all


def test_who_leaves_lets_the_next_one_in() -> None:
    """The next one comes in before the block of the first has ended, which then takes nothing."""
    turn, is_in, may_end = Turn(), threading.Event(), threading.Event()

    def follow() -> None:
        with turn:
            is_in.set()
            may_end.wait(SECONDS)

    with turn:
        follower = begin(follow)
        assert not is_in.wait(0.05)
        turn.leave()
        assert is_in.wait(SECONDS)
    turn.leave()  # the turn of somebody else
    late = begin(lambda: turn.__enter__())
    late.join(0.05)
    assert late.is_alive()
    may_end.set()
    follower.join(SECONDS)
    late.join(SECONDS)
    assert not late.is_alive()


def test_an_error_ends_the_turn() -> None:
    """Whoever fails keeps nobody out."""
    turn = Turn()
    with pytest.raises(ValueError, match="broken"), turn:
        raise ValueError("broken")
    with turn:
        pass


def test_a_write_within_the_turn_is_answered(database: Database) -> None:
    """The writer takes the turn too: who waits for it has left, whether the write succeeds."""
    writer = Writer(database)
    written: list[str] = []

    def hand_in() -> None:
        for name in ("fig", "fig", "lime"):
            with suppress(ConstraintError), database.turn:
                writer.write(partial(add, name))
                written.append(name)

    begin(hand_in).join(SECONDS)
    assert written == ["fig", "lime"]
    writer.close()


class Watched(SqliteDatabase):
    """Says of each transaction whether another thread could work when it was to be committed."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.could_work: list[bool] = []

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        with super().transaction() as tx:
            yield tx
            self.could_work.append(self._can_work())

    def _can_work(self) -> bool:
        done = threading.Event()

        def work() -> None:
            with self.turn:
                done.set()

        begin(work)
        return done.wait(0.5)


def test_others_work_while_the_disk_is_waited_for(tmp_path: Path) -> None:
    """The writer has left the turn when it commits."""
    database = Watched(tmp_path / "fruits.db")
    writer = Writer(database)
    writer.write(lambda tx: tx.execute("create table fruits (name text primary key)"))
    writer.close()
    assert database.could_work == [True]
