"""Answers taken out row by row: what is in the table, what never is, and what is noted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from survey.exchange.find import find_exports
from survey.responses.withdrawal import bury, forget_response
from tests.exchange.conftest import NOW, SHORT, Survey, name_response

PHONE = "09123456789"
ANSWERS = {"lamps": "no", "word": "fig", "phone": PHONE, "hurt": "yes", "doctor": "no"}


def test_it_works(short: Survey):
    """A row for each response: what is known of it, and a column for each question."""
    began = NOW - timedelta(minutes=20)
    short.send(answers={"lamps": "no", "word": "fig"}, started_at=began, finished_at=NOW)

    assert short.take() == [
        {
            "id": "01930000-0000-7000-8000-000000000001",
            "wave": "second",
            "neighbourhood": "north",
            "household": "H12",
            "channel": "tablet",
            "language": "en",
            "started_at": "2026-11-22T11:40:00+00:00",
            "finished_at": "2026-11-22T12:00:00+00:00",
            "state": "complete",
            "version": short.questionnaire.version,
            "lamps": "no",
            "word": "fig",
        }
    ]


def test_a_spreadsheet_knows_the_letters(short: Survey):
    """The file is UTF-8 and says so with its first three bytes."""
    short.send(answers={"word": "سلام"})

    written, _ = short.take_bytes()

    assert written.startswith(b"\xef\xbb\xbfid,wave,")
    assert "سلام".encode() in written


def test_without_answers_there_are_columns(short: Survey):
    """A project that nobody answered gives the names of the columns, and no row."""
    written, done = short.take_bytes()

    assert written.decode("utf-8-sig").splitlines()[1:] == []
    assert (done.rows, written.endswith(b",lamps,word\r\n")) == (0, True)


def test_what_could_harm_is_left_out(short: Survey):
    """Sensitive answers, names, and what depends on them have no column; they are named."""
    short.send(answers=ANSWERS)

    written, done = short.take_bytes()

    assert set(done.left_out) == {"phone", "hurt", "doctor"}
    assert not {"phone", "hurt", "doctor"} & set(short.take()[0])
    assert PHONE.encode() not in written


def test_nobody_can_tell_what_was_answered(short: Survey):
    """Who was hurt and who was not have the same row, but for the id."""
    short.send(1, answers=ANSWERS)
    short.send(2, answers={"lamps": "no", "word": "fig"})

    one, other = short.take()

    assert {**one, "id": ""} == {**other, "id": ""}


def test_an_export_as_a_whole_has_sensitive_answers_and_never_a_name(short: Survey):
    """What is identifying lies sealed elsewhere and is not opened."""
    short.send(answers=ANSWERS)

    [row] = short.take(is_whole=True)

    assert (row["hurt"], row["doctor"]) == ("yes", "no")
    assert "phone" not in row
    assert PHONE not in row.values()


@pytest.mark.parametrize("is_first", [True, False])
def test_a_mark_of_any_version_holds_for_all(short: Survey, is_first: bool):
    """A question that one version marks is left out of answers to the other, older or newer."""
    marked = SHORT.replace("kind: text, text: A word", "kind: text, sensitive: true, text: A word")
    later = NOW + timedelta(days=1)
    short.keep(marked, NOW - timedelta(days=1) if is_first else later)
    short.keep(SHORT, NOW)
    short.send(answers={"lamps": "no", "word": "fig"})

    assert "word" not in short.take()[0]
    assert short.take(is_whole=True)[0]["word"] == "fig"


def test_what_a_newer_version_identifies_by_is_never_in_it(short: Survey):
    """Answers from before a question was marked as identifying are not taken out either."""
    short.send(answers={"lamps": "no", "word": "fig"})
    marked = SHORT.replace("kind: text, text: A word", "kind: text, identifying: true, text: Word")
    short.keep(marked, NOW + timedelta(days=1))

    assert "word" not in short.take(is_whole=True)[0]


def test_versions_share_their_columns(short: Survey):
    """The order is that of the newest version; what only an older one asked comes last."""
    short.send(1, answers={"lamps": "no", "word": "fig"})
    newer = SHORT.replace(
        "{id: word, kind: text, text: A word}", "{id: trees, kind: integer, text: Trees?}"
    ).replace("questions:", "questions:\n      - {id: first, kind: text, text: First}")
    short.keep(newer, NOW + timedelta(days=1))
    short.send(2, answers={"first": "hello", "trees": 3})

    rows = short.take()

    assert list(rows[0])[-4:] == ["first", "lamps", "trees", "word"]
    assert [list(row.values())[-4:] for row in rows] == [
        ["", "no", "", "fig"],
        ["hello", "", "3", ""],
    ]


def test_a_wave_or_all_of_them(short: Survey):
    """With a wave only its answers; without one all, the earliest wave first."""
    short.send(1, wave="second")
    short.send(2, wave="first")

    assert [row["wave"] for row in short.take()] == ["first", "second"]
    assert [row["wave"] for row in short.take(wave="second")] == ["second"]


def test_only_the_neighbourhoods_that_are_asked_for(short: Survey):
    """Answers of others, and of nowhere, stay."""
    short.send(1, neighbourhood="north")
    short.send(2, neighbourhood="south")
    short.send(3, neighbourhood="")

    places = [row["neighbourhood"] for row in short.take(places=frozenset({"south"}))]

    assert places == ["south"]
    assert len(short.take()) == 3


def test_answers_as_they_stood(short: Survey):
    """A correction by then stands in place of what it corrects; what came later is not there."""
    short.send(1, answers={"lamps": "no"})
    [found] = short.database.query("select hash from responses")
    short.send(1, answers={"lamps": "yes"}, revises=found["hash"])
    short.send(1, answers={"lamps": "no", "word": "other"})
    short.send(2, received_at=NOW + timedelta(hours=1))

    assert [(row["lamps"], row["word"]) for row in short.take()] == [("yes", "")]


def test_refusals_are_left_out(short: Survey):
    """Who did not want to take part gave no answer: that they refused is not taken out."""
    short.send(consent="refused")

    assert short.take() == []


def test_withdrawn_answers_are_gone(short: Survey):
    """What was deleted for who gave it is in no export."""
    short.send(answers={"lamps": "no"})
    with short.database.transaction() as tx:
        forget_response(tx, name_response(1))
        bury(tx, name_response(1), "town", "second", NOW, "office")

    assert short.take() == []


def test_more_than_a_page(short: Survey, monkeypatch):
    """Every response is there once, however many pages they are read in."""
    monkeypatch.setattr("survey.exchange.store.PAGE", 3)
    for number in range(1, 11):
        short.send(number, wave="first" if number % 2 else "second")

    ids = [row["id"] for row in short.take()]

    assert sorted(ids) == [str(name_response(number)) for number in range(1, 11)]


def test_answers_of_a_questionnaire_from_before(short: Survey):
    """A project that asks something else by now gives what is asked for by its name."""
    short.send(answers={"lamps": "no"})
    project = replace(short.project, questionnaire="other")

    assert short.take(project=project) == []
    assert [row["lamps"] for row in short.take(project=project, questionnaire="short")] == ["no"]


@pytest.mark.parametrize("name", ["wave", "version", "household", "neighbourhood"])
def test_a_question_called_like_a_column(short: Survey, name: str):
    """No two columns have the same name, whatever the questions are called."""
    short.keep(SHORT.replace("id: word", f"id: {name}"), NOW + timedelta(days=1))
    short.send(answers={"lamps": "no", name: "fig"})

    header = short.take_bytes()[0].decode("utf-8-sig").splitlines()[0].split(",")

    assert len(set(header)) == len(header)
    assert header.count(name) == 1


def test_every_format_is_documented(root):
    """docs/export.md tells of each format by what its files end in."""
    page = (root / "docs" / "export.md").read_text(encoding="utf-8")

    assert [name for name in find_exports() if f"`.{name}`" not in page] == []
