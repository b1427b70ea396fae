"""The writer thread: everybody is answered, together where possible, alone where not."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from survey.errors import MahallaError, Problem
from survey.storage.database import ConstraintError, Database
from survey.storage.writer import Writer, _Waiting


@pytest.fixture
def notes(database: Database) -> Database:
    database.execute("create table notes (word text primary key)")
    return database


@pytest.fixture
def writer(notes: Database) -> Writer:
    return Writer(notes)


def add(word: str) -> Callable[[Database], str]:
    def job(tx: Database) -> str:
        tx.insert("notes", {"word": word})
        return word

    return job


def words(database: Database) -> list[str]:
    return [row["word"] for row in database.query("select word from notes order by word")]


def hand_in_while_busy(writer: Writer, jobs: list[Callable[[Database], str]]) -> list[object]:
    """Hold the writer up, queue every job behind that, let go, and collect the answers."""
    held, go = threading.Event(), threading.Event()
    answers: list[object] = [None] * len(jobs)

    def hold(_: Database) -> None:
        held.set()
        go.wait()

    def hand_in(place: int) -> None:
        try:
            answers[place] = writer.write(jobs[place])
        except Exception as error:
            answers[place] = type(error)

    threads = [threading.Thread(target=writer.write, args=(hold,))]
    threads[0].start()
    held.wait()
    for place in range(len(jobs)):
        threads.append(threading.Thread(target=hand_in, args=(place,)))
        threads[-1].start()
        while writer._queue.qsize() <= place:
            pass
    go.set()
    for thread in threads:
        thread.join()
    return answers


def test_a_write_returns_what_its_job_returned(writer: Writer) -> None:
    """Whoever hands in a write gets the answer of the job."""
    assert writer.write(add("tea")) == "tea"


def test_a_write_is_there_when_it_is_answered(writer: Writer, notes: Database) -> None:
    """Another connection reads the row as soon as the write is acknowledged."""
    writer.write(add("tea"))
    assert words(notes) == ["tea"]


def test_what_waits_is_written_together(writer: Writer, notes: Database) -> None:
    """Writes that wait for the thread share a transaction, which others do not see before."""
    seen: list[list[str]] = []

    def look(tx: Database) -> str:
        outsider = threading.Thread(target=lambda: seen.append(words(notes)))
        outsider.start()
        outsider.join()
        seen.append(words(tx))
        return ""

    hand_in_while_busy(writer, [add("bread"), add("tea"), look])
    assert seen == [[], ["bread", "tea"]]


def test_one_bad_write_does_not_harm_the_others(writer: Writer, notes: Database) -> None:
    """When a batch fails its writes are tried one by one, and only the bad one fails."""
    answers = hand_in_while_busy(writer, [add("tea"), add("tea"), add("bread")])
    assert (answers, words(notes)) == (["tea", ConstraintError, "bread"], ["bread", "tea"])


def test_many_threads_are_all_answered(writer: Writer, notes: Database) -> None:
    """Thirty-two threads that hand in forty writes each get every one written once."""

    def hand_in(thread: int) -> None:
        for number in range(40):
            writer.write(add(f"{thread}-{number}"))

    threads = [threading.Thread(target=hand_in, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(words(notes)) == 1280


def test_a_batch_has_an_end(
    writer: Writer, notes: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More writes than fit into one transaction go into the next."""
    monkeypatch.setattr("survey.storage.writer.MOST", 2)
    seen: list[list[str]] = []

    def look(tx: Database) -> str:
        outsider = threading.Thread(target=lambda: seen.append(words(notes)))
        outsider.start()
        outsider.join()
        return ""

    hand_in_while_busy(writer, [add("bread"), add("tea"), look])
    assert seen == [["bread", "tea"]]


def test_closing_waits_for_what_was_handed_in(writer: Writer, notes: Database) -> None:
    """Writes handed in before the end are written, and the thread stops."""
    held, go = threading.Event(), threading.Event()

    def hold(_: Database) -> None:
        held.set()
        go.wait()

    threads = [threading.Thread(target=writer.write, args=(hold,))]
    threads[0].start()
    held.wait()
    threads.append(threading.Thread(target=writer.write, args=(add("tea"),)))
    threads[1].start()
    while writer._queue.qsize() < 1:
        pass
    threads.append(threading.Thread(target=writer.close))
    threads[2].start()
    while writer._queue.qsize() < 2:
        pass
    go.set()
    for thread in threads:
        thread.join()
    assert (words(notes), writer._thread.is_alive()) == (["tea"], False)


def test_a_closed_writer_takes_nothing_more(writer: Writer) -> None:
    """After closing, handing in a write fails at once instead of waiting for ever."""
    writer.close()
    with pytest.raises(RuntimeError, match="closed"):
        writer.write(add("tea"))


def test_a_locked_database_is_waited_for_once(
    writer: Writer, notes: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be begun all are told so together, instead of one after the other."""
    tried = []

    @contextmanager
    def wait_in_vain() -> Iterator[Database]:
        tried.append("begin")
        raise MahallaError(Problem("locked"))
        yield

    monkeypatch.setattr(notes, "transaction", wait_in_vain)
    batch = [_Waiting(add("tea")), _Waiting(add("bread"))]
    writer._commit(batch)
    assert [type(one.answer.exception(0)) for one in batch] == [MahallaError] * 2
    assert tried == ["begin"]
