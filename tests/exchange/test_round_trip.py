"""What is taken out and imported into an empty database is what was answered."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.kinds.find import kinds
from survey.questionnaire.flow import strip_hidden
from survey.questionnaire.model import Question
from survey.responses.withdrawal import bury, forget_response
from survey.storage.database import Database
from survey.storage.open import open_database
from tests.databases import place_database, place_of, tell_database
from tests.exchange.conftest import EVERY, NOW, Survey

SEED = 1405
RESPONSES = 60
FILE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
TEXTS = (
    "fig",
    'a, b; c\t“d” "e"',
    "=1+1",
    "'=1",
    "''",
    "'tis",
    "-5",
    "- a dash",
    "@home",
    "+98 912 345 67 89",
    "refused",
    "'refused",
    "no_idea",
    "99",
    "سلام، خانهٔ ما می‌لرزد",
    "[]",
)
NUMBERS = (0, 3, -7, 99, -99, 0.5, 0.000001, 12.25)
ANSWERS: dict[str, tuple[object, ...]] = {
    "text": TEXTS,
    "long_text": (*TEXTS, "one\n\n=two", "first\nsecond"),
    "integer": NUMBERS[:5],
    "decimal": (*NUMBERS[:3], *NUMBERS[5:]),
    "date": ("1984-02-29", "2026-01-31"),
    "time": ("07:30", "00:00"),
    "geopoint": ("36.3725 42.4483", "-36.3 -42.4483 12"),
    "many_choices": (["cat"], ["cat", "bird"], ["cat", "dog", "bird"]),
    "rank": (["milk"], ["tea", "milk"], ["milk", "tea"]),
    "repeat": (
        [{"member_age": 41, "member_word": "=kind"}, {"member_age": {"missing": "dont_know"}}],
        [{"member_word": "wild, “good”\tand 'small'"}],
    ),
    "photo": (f"{FILE}.jpg",),
    "audio_note": (f"{FILE}.ogg",),
}
"""What is answered, by kind; the others take one of the options of their question."""

NOT_ANSWERED = {"note", "matrix", "calculated", "metadata"}


def draw(question: Question, chance: random.Random) -> object | None:
    """Draw an answer, a reason for having none, or a blank."""
    missing: list[object] = [{"missing": one} for one in question.missing]
    if question.not_applicable:
        missing.append({"missing": "not_applicable"})
    names = tuple(option.name for option in question.options)
    possible = ANSWERS.get(question.kind, names)
    return chance.choice([*possible, *missing, None])


def send_all(survey: Survey) -> None:
    """Send interviews in which everything is answered that can be."""
    chance = random.Random(SEED)
    asked = survey.questionnaire.questions
    for number in range(1, RESPONSES + 1):
        drawn = {
            name: draw(one, chance) for name, one in asked.items() if one.kind not in NOT_ANSWERED
        }
        given = {name: answer for name, answer in drawn.items() if answer is not None}
        survey.send(
            number,
            answers=strip_hidden(survey.questionnaire, {**given, "day": "2026-11-22"}),
            finished_at=NOW,
            language=chance.choice(["en", "fa"]),
            neighbourhood=chance.choice(["north", "south"]),
            household=chance.choice(["H12", "=7", ""]),
            weight=chance.choice([0.00005, 1.0, 3.5]),
            stratum=chance.choice(["-old town", "'new"]),
            psu=str(number % 7),
            design={"adults": 2.0, "group": chance.choice(["own", "rent"])},
        )


READ = "id, neighbourhood, household, language, finished_at, weight, stratum, psu, answers, design"


def read_all(database: Database) -> dict[str, dict[str, object]]:
    """Read what an import can bring back; what is noted by itself is not among it."""
    rows = database.query(f"select {READ} from responses order by id")
    for row in rows:
        row["answers"], row["design"] = json.loads(row["answers"]), json.loads(row["design"])
        row["answers"].pop("day", None)
    return {row["id"]: row for row in rows}


@pytest.fixture
def home(tmp_path: Path, root: Path) -> Path:
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "every.yaml").write_text(EVERY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    database = open_database(place_database(tmp_path / "empty.db"))
    yield database
    database.close()


def run(home: Path, database: Database, *arguments: str) -> str:
    named = ["--database", tell_database(place_of(database))]
    done = CliRunner().invoke(main, [*arguments, *named], env={"MAHALLA_HOME": str(home)})
    assert done.exit_code == 0, done.output
    return done.output


def test_every_kind_is_answered(every: Survey):
    """The questionnaire of this test asks with every kind there is."""
    send_all(every)

    asked = every.questionnaire.questions.values()
    answered = {name for row in read_all(every.database).values() for name in row["answers"]}

    assert {one.kind for one in asked} == set(kinds())
    assert {one.id for one in asked if one.kind not in NOT_ANSWERED} - answered == {"phone"}


def test_what_is_taken_out_is_read_back(every: Survey, empty: Database, home: Path):
    """Into an empty database: the same responses, the same answers, and no cell rejected."""
    send_all(every)
    out = home / "every.csv"
    why = ["--sensitive", "--reason", "moving to another server"]

    run(home, every.database, "export", "town", "--out", str(out), *why)
    said = run(home, empty, "import", "every", str(out))

    assert "rejected cells: 0" in said
    assert read_all(empty) == read_all(every.database)


def test_what_was_read_back_is_known(every: Survey, empty: Database, home: Path):
    """The same table again adds nothing, and nothing contradicts."""
    send_all(every)
    out, again = home / "every.csv", home / "again.csv"
    run(home, every.database, "export", "town", "--out", str(out))
    run(home, empty, "import", "every", str(out))

    run(home, empty, "export", "every", "--out", str(again))
    said = run(home, empty, "import", "every", str(again))

    assert f"already there: {RESPONSES}" in said


def test_nothing_is_counted_twice(every: Survey, home: Path):
    """Into the database it came from: each row is known by its id, and kept aside where it differs.

    An import does not say who collected an answer and how, so that all of them differ.
    """
    send_all(every)
    out = home / "every.csv"
    run(home, every.database, "export", "town", "--out", str(out))

    said = run(home, every.database, "import", "every", str(out))

    assert ("new: 0" in said, f"conflicts: {RESPONSES}" in said) == (True, True)
    assert len(every.take()) == RESPONSES


def test_what_was_withdrawn_stays_away(every: Survey, home: Path):
    """A table that was taken out before does not bring back what was deleted since."""
    send_all(every)
    out = home / "every.csv"
    run(home, every.database, "export", "town", "--out", str(out))
    gone = UUID(next(iter(read_all(every.database))))
    with every.database.transaction() as tx:
        forget_response(tx, gone)
        bury(tx, gone, "town", "second", NOW, "office")

    said = run(home, every.database, "import", "every", str(out))

    assert "withdrawn before, not taken in again: 1" in said
