"""The command `mahalla export`: the file, what is said, and what is noted."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli import main
from tests.databases import place_of, tell_database
from tests.exchange.conftest import Survey, read_table

ANSWERS = {"lamps": "no", "hurt": "yes"}
REASON = "moving to another server"


@pytest.fixture
def export(short: Survey, root: Path):
    """Run the command on the database of the test."""

    def run(*arguments: str) -> Result:
        named = ["--database", tell_database(place_of(short.database))]
        environment = {"MAHALLA_HOME": str(root)}
        return CliRunner().invoke(main, ["export", *arguments, *named], env=environment)

    return run


def list_exports(survey: Survey) -> list[tuple[str, str, dict[str, object]]]:
    rows = survey.database.query(
        "select actor, action, detail from audit where action like 'answers.%'"
    )
    return [(row["actor"], row["action"], json.loads(row["detail"])) for row in rows]


def test_it_works(export, short: Survey, tmp_path: Path):
    """The answers are in the file, which only its owner may read; it is said and noted."""
    short.send(answers=ANSWERS)
    out = tmp_path / "out" / "answers.csv"

    done = export("town", "--out", str(out))

    assert done.exit_code == 0
    assert f"{out}: 1 responses, one in each row." in done.output
    assert "Left out, because of what they could tell: phone, hurt, doctor." in done.output
    assert [row["lamps"] for row in read_table(out.read_bytes())] == ["no"]
    assert out.stat().st_mode & 0o777 == 0o600
    assert list_exports(short) == [
        ("command line", "answers.exported", {"format": "csv", "rows": 1, "wave": ""})
    ]


def test_sensitive_answers_for_a_reason(export, short: Survey, tmp_path: Path):
    """Who runs the database has them if they say why, and the reason is kept."""
    short.send(answers=ANSWERS)
    out = tmp_path / "answers.csv"

    done = export("town", "--out", str(out), "--sensitive", "--reason", REASON, "--wave", "second")

    assert done.exit_code == 0
    assert read_table(out.read_bytes())[0]["hurt"] == "yes"
    detail = {"format": "csv", "rows": 1, "wave": "second", "reason": REASON}
    assert list_exports(short) == [("command line", "answers.exported_sensitive", detail)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["village", "--out", "a.csv"], "There is no project “village”."),
        (
            ["town", "--out", "a.csv", "--wave", "third"],
            "no wave “third”. Choose one of: second, f",
        ),
        (["town", "--out", "a.pdf"], "a.pdf: Answers cannot be written as such a file. Let its"),
        (["town", "--out", "a"], "Let its name end in one of: .csv."),
        (["town", "--out", "a.csv", "--sensitive"], "Say with --reason, in a few words, why"),
        (["town", "--out", "/dev/null/a.csv"], "The file cannot be written: File exists."),
    ],
)
def test_what_cannot_be_done_is_said(export, short: Survey, tmp_path, monkeypatch, arguments, said):
    """A mistake is a sentence; nothing is written, and nothing noted."""
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())

    done = export(*arguments)

    assert done.exit_code == 1
    assert said in " ".join(done.output.split())
    assert sorted(tmp_path.iterdir()) == before
    assert list_exports(short) == []


def test_nothing_half_written(export, short: Survey, tmp_path: Path):
    """Where an answer cannot be read, an older file stays, and no part of a new one is left."""
    short.send(1, answers=ANSWERS)
    short.send(2, answers=ANSWERS)
    out = tmp_path / "answers.csv"
    export("town", "--out", str(out))
    older = out.read_bytes()
    last = "update responses set answers = '[' where id = (select max(id) from responses)"
    short.database.execute(last)

    done = export("town", "--out", str(out))

    assert done.exit_code == 1
    assert out.read_bytes() == older
    assert [path.name for path in tmp_path.glob("*part*")] == []
    assert len(list_exports(short)) == 1
