"""Taking a table in: all or nothing, once, and into the right project and wave."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from survey.errors import MahallaError
from survey.places.model import Project
from survey.places.store import find_project, load_projects, save_project
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.changes import START, Changes, last_mark, list_changes
from survey.responses.ids import import_id
from survey.responses.importing import Import, Target, import_table
from survey.responses.store import responses_of
from survey.responses.table import read_table
from survey.responses.withdrawal import bury, forget_response
from survey.storage.database import Database
from tests.responses.conftest import NOW, SOURCE

ANYWHERE = Target()
TABLE = """\
nr,quarter,household,day,like,which,many
1,pines,12,2026-10-03,a_lot,fig,3
2,mill,7,2026-10-05,a_little,,
3,pines,13,2026-10-04,loads,,4
"""


def take_in(
    database: Database, trees: Questionnaire, text: str = TABLE, target: Target = ANYWHERE
) -> Import:
    table = read_table(text, trees, NOW.date())
    return import_table(database, NOW, "sara", trees, SOURCE, table, target)


def test_a_first_import_is_all_new(database: Database, trees: Questionnaire) -> None:
    """Every row becomes a response of its project and wave."""
    done = take_in(database, trees)
    found = responses_of(database, "east", "autumn", NOW)
    assert (done.new, done.repeated, len(list(found))) == (3, 0, 3)


def test_a_response_of_a_table(database: Database, trees: Questionnaire) -> None:
    """A row keeps its place, household, day and answers; consent was asked elsewhere."""
    take_in(database, trees)
    responses = responses_of(database, "east", "autumn", NOW)
    [one] = [response for response in responses if response.household == "12"]
    assert (one.neighbourhood, one.channel, one.consent) == ("pines", "import", "elsewhere")
    assert one.finished_at == datetime(2026, 10, 3)
    assert one.answers == {"like": "a_lot", "which": ["fig"], "many": 3}


def test_a_second_import_adds_nothing(database: Database, trees: Questionnaire) -> None:
    """The same table again is known row by row."""
    take_in(database, trees)
    done = take_in(database, trees)
    rows = database.query("select count(*) as n from responses")
    assert (done.new, done.repeated, done.conflicts, rows[0]["n"]) == (0, 3, (), 3)


def test_a_withdrawn_row_stays_away(database: Database, trees: Questionnaire) -> None:
    """Importing the table again does not bring back what was withdrawn, and that is counted."""
    take_in(database, trees)
    with database.transaction() as tx:
        forget_response(tx, import_id("trees", "2"))
        bury(tx, import_id("trees", "2"), "east", "autumn", NOW, "office")
    done = take_in(database, trees)
    rows = database.query("select count(*) as n from responses")
    assert (done.new, done.repeated, done.withdrawn, rows[0]["n"]) == (0, 2, 1, 2)


def test_a_table_leaves_one_entry_for_all_its_rows(
    database: Database, trees: Questionnaire
) -> None:
    """Two entries whatever its size: one counts the rows, one lists their ids."""
    take_in(database, trees)
    rows = database.query("select action, detail from audit order by number desc limit 2")
    assert [row["action"] for row in rows] == ["table.imported", "responses.submitted"]
    assert json.loads(rows[0]["detail"]) == {"new": 3}
    assert database.query("select 1 from audit where action = 'response.submitted'") == []


def test_what_a_table_entered_is_found_by_who_sums_up(
    database: Database, trees: Questionnaire
) -> None:
    """Its rows are among the changes of its project, and of no other."""
    take_in(database, trees)
    until = last_mark(database)
    ids = frozenset(import_id("trees", number) for number in ("1", "2", "3"))
    assert list_changes(database, "east", START, until) == Changes(ids, frozenset())
    assert list_changes(database, "west", START, until) == Changes(frozenset(), frozenset())


def test_a_longer_table_adds_what_is_new(database: Database, trees: Questionnaire) -> None:
    """A table that has grown adds its new rows only."""
    take_in(database, trees)
    done = take_in(database, trees, TABLE + "4,mill,8,2026-10-06,a_lot,,\n")
    assert (done.new, done.repeated) == (1, 3)


def test_a_changed_row_is_a_conflict(database: Database, trees: Questionnaire) -> None:
    """A row that differs from what is stored is named, and both are kept."""
    take_in(database, trees)
    done = take_in(database, trees, TABLE.replace("a_little", "a_lot"))
    assert [(row.number, row.id) for row in done.conflicts] == [(3, "2")]


def test_a_reworded_questionnaire_makes_no_conflicts(
    database: Database, trees: Questionnaire
) -> None:
    """Importing again after a question was reworded adds nothing."""
    take_in(database, trees)
    done = take_in(database, replace(trees, version="reworded"))
    assert (done.new, done.repeated, done.conflicts) == (0, 3, ())


def test_rejected_cells_are_handed_on(database: Database, trees: Questionnaire) -> None:
    """Cells that the table rejects are listed, and their rows are taken in."""
    assert [(cell.row, cell.column) for cell in take_in(database, trees).rejected] == [(4, "like")]


def test_a_project_is_made_where_there_is_none(empty: Database, trees: Questionnaire) -> None:
    """Without a project one is made of the neighbourhoods and days of the table."""
    take_in(empty, trees)
    project = find_project(empty, "trees")
    assert project is not None
    assert [place.id for place in project.neighbourhoods] == ["mill", "pines"]
    assert [(w.starts, w.ends) for w in project.waves] == [(date(2026, 10, 3), date(2026, 10, 5))]


def test_a_project_without_neighbourhoods_takes_those_of_the_table(
    database: Database, project: Project, trees: Questionnaire
) -> None:
    """A project that was begun by a form, without neighbourhoods, learns them from a table."""
    save_project(database, NOW, "sara", replace(project, neighbourhoods=(), districts=()))
    done = take_in(database, trees)
    assert (done.new, done.project.id) == (3, project.id)


def test_a_table_without_days_makes_a_wave_of_today(empty: Database, trees: Questionnaire) -> None:
    """Where the table does not tell when it was answered, the wave is the day of the import."""
    take_in(empty, trees, "nr,quarter,day,like\n1,pines,,a_lot\n")
    [project] = load_projects(empty)
    assert (project.waves[0].starts, project.waves[0].ends) == (NOW.date(), NOW.date())


def test_a_made_project_is_used_again(empty: Database, trees: Questionnaire) -> None:
    """The second import finds the project of the first, and its only wave, whatever the day."""
    take_in(empty, trees)
    done = take_in(empty, trees, TABLE + "4,mill,8,2026-12-06,a_lot,,\n")
    assert (done.new, done.repeated, len(load_projects(empty))) == (1, 3, 1)


def test_an_unknown_neighbourhood_of_a_project(database: Database, trees: Questionnaire) -> None:
    """A row of a neighbourhood that the project does not have is left out and listed."""
    done = take_in(database, trees, TABLE.replace("2,mill", "2,lake"))
    reasons = [(cell.row, cell.column, cell.value) for cell in done.rejected]
    assert (done.new, reasons) == (2, [(3, "quarter", "lake"), (4, "like", "loads")])


@pytest.mark.parametrize(("day", "value"), [("2026-07-01", "2026-07-01T00:00:00"), ("", "")])
def test_a_day_without_a_wave(
    database: Database, trees: Questionnaire, day: str, value: str
) -> None:
    """A row that was answered between waves, or nobody knows when, is left out and listed."""
    done = take_in(database, trees, TABLE.replace("2026-10-05", day))
    assert (done.new, next((c.row, c.column, c.value) for c in done.rejected)) == (
        2,
        (3, "day", value),
    )


def test_a_named_wave_takes_every_row(database: Database, trees: Questionnaire) -> None:
    """With a named wave the days do not matter."""
    done = take_in(database, trees, target=Target(wave="spring"))
    found = list(responses_of(database, "east", "spring", NOW))
    assert (done.new, len(found)) == (3, 3)


def test_a_named_project(database: Database, project: Project, trees: Questionnaire) -> None:
    """With a named project the table goes there."""
    save_project(database, NOW, "sara", replace(project, id="west"))
    assert take_in(database, trees, target=Target("west")).project.id == "west"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        (Target("north"), "There is no project “north”. Register it with `mahalla places load"),
        (Target("birds"), "The project “birds” asks the questionnaire “birds”, not “trees”."),
        (Target(), "Several projects ask the questionnaire “trees”: east, west. Choose one with"),
        (Target("east", "winter"), "The project “east” has no wave “winter”. Choose one of: spr"),
    ],
)
def test_a_target_that_is_not_there(
    database: Database, project: Project, trees: Questionnaire, target: Target, reason: str
) -> None:
    """A target that cannot be meant is explained, and nothing is imported."""
    save_project(database, NOW, "sara", replace(project, id="west"))
    save_project(database, NOW, "sara", replace(project, id="birds", questionnaire="birds"))
    with pytest.raises(MahallaError) as caught:
        take_in(database, trees, target=target)
    assert str(caught.value).startswith(reason)
    assert database.query("select id from responses") == []


@pytest.mark.sqlite  # the trigger that breaks the disk is written for it
def test_nothing_is_half_written(empty: Database, trees: Questionnaire) -> None:
    """An import that fails at its end leaves no project, no version and no response."""
    empty.execute(
        "create trigger stop before insert on responses when new.household = '13' "
        "begin select raise(abort, 'the disk broke'); end"
    )
    with pytest.raises(MahallaError):
        take_in(empty, trees)
    tables = ("projects", "neighbourhoods", "questionnaire_versions", "responses", "audit")
    assert [empty.query(f"select * from {table}") for table in tables] == [[]] * 5


def test_a_table_without_a_usable_row(empty: Database, trees: Questionnaire) -> None:
    """A table that has no usable row makes no project, and says why."""
    with pytest.raises(MahallaError, match=r"(?s)No row of the table can be used.*names no neigh"):
        take_in(empty, trees, "nr,quarter,day,like\n1,,,a_lot\n")
    assert load_projects(empty) == []


def test_an_import_is_in_the_audit_trail(database: Database, trees: Questionnaire) -> None:
    """The trail tells who imported how much into which project."""
    take_in(database, trees)
    [entry] = database.query(
        "select actor, subject, detail from audit where action = 'table.imported'"
    )
    assert entry == {"actor": "sara", "subject": "project:east", "detail": '{"new": 3}'}


def test_times_with_a_zone_find_their_wave(database: Database, trees: Questionnaire) -> None:
    """A time with a zone counts as its own day, where it was written."""
    text = TABLE.replace("2026-10-03", "2026-09-01T01:00:00+04:30")
    take_in(database, trees, text)
    times = [r.finished_at for r in responses_of(database, "east", "autumn", NOW)]
    assert datetime(2026, 8, 31, 20, 30, tzinfo=UTC) in times


def test_columns_of_the_design_are_taken_in(database: Database) -> None:
    """What the design names is kept with each response."""
    source = SOURCE.replace("sections:\n", "design: {probability: drawn}\nsections:\n", 1)
    asked = parse_questionnaire(source, "trees.yaml")
    table = read_table(
        "nr,quarter,day,like,drawn\n7,pines,2026-10-03,a_lot,0.25\n", asked, NOW.date()
    )
    import_table(database, NOW, "sara", asked, source, table)
    [one] = responses_of(database, "east", "autumn", NOW)
    assert one.design == {"drawn": 0.25}
