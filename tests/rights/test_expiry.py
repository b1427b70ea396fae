"""What was kept as long as its project says is listed, and removed as if it were withdrawn."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.locale import Text
from survey.places.model import Period, Retention, Wave
from survey.places.store import save_project
from survey.responses.drafts import find_draft, save_draft
from survey.responses.identifiers import read_identifiers
from survey.responses.model import Draft
from survey.responses.store import find_response, submit
from survey.responses.withdrawal import is_withdrawn
from survey.rights.expiry import Due, forget_due, list_due
from survey.rights.withdraw import EVER
from survey.settings import own_folder
from tests.databases import tell_database
from tests.rights.conftest import MARKER, MINE, NOW, PROJECT, answer
from tests.rights.test_withdraw import find_word

TODAY = NOW.date()
OLD = datetime(2026, 5, 3, 8, tzinfo=UTC)
SPRING = Wave("spring", Text("Spring"), date(2026, 4, 1), date(2026, 6, 30))
HALF_A_YEAR = Retention(answers=Period(6, "month"))
OTHER = UUID(int=7)


def declare(site, retention: Retention):
    """Let the project keep things so long; it was asked in spring as well."""
    project = replace(PROJECT, retention=retention, waves=(SPRING, *PROJECT.waves))
    save_project(site.database, NOW, "test", project)
    return project


@pytest.fixture
def two(site, wishes):
    """A response of spring and one of this month."""
    declare(site, Retention())
    for one in (
        answer(wishes, wave="spring", received_at=OLD),
        answer(wishes, OTHER, household="P-8"),
    ):
        submit(site.database, "test", one)


def draft(wishes, response: UUID, updated_at: datetime) -> Draft:
    return Draft(
        id=response,
        questionnaire="wishes",
        version=wishes.version,
        language="en",
        section="street",
        answers={"wish": MARKER},
        started_at=updated_at,
        updated_at=updated_at,
        project="east",
    )


def remove(site, project) -> None:
    due = list_due(site.database, project, TODAY)
    forget_due(site.database, site.settings, NOW, "test", due)


def test_it_works(site, two):
    """Old answers are listed by wave with their oldest day, and leave with a tombstone."""
    project = declare(site, HALF_A_YEAR)
    due = list_due(site.database, project, TODAY)
    assert due == [Due("east", "spring", "answers", (MINE,), OLD.date())]
    forget_due(site.database, site.settings, NOW, "test", due)
    assert find_response(site.database, MINE, EVER) is None
    assert is_withdrawn(site.database, MINE)
    assert find_response(site.database, OTHER, EVER)
    assert site.database.query("select way, wave from withdrawals") == [
        {"way": "retention", "wave": "spring"}
    ]


def test_without_a_period_nothing_is_due(site, two):
    """Off unless declared."""
    project = declare(site, Retention())
    assert list_due(site.database, project, date(2099, 1, 1)) == []


@pytest.mark.parametrize(("day", "count"), [(date(2026, 11, 3), 0), (date(2026, 11, 4), 1)])
def test_the_last_day_counts(site, two, day, count):
    """What came on the 3rd of May is kept on the 3rd of November, and due on the 4th."""
    project = declare(site, HALF_A_YEAR)
    assert len(list_due(site.database, project, day)) == count


def test_identifiers_leave_earlier_than_answers(site, two, wishes):
    """Names go, answers stay; who leaves whole is counted once."""
    week = Retention(identifiers=Period(7, "day"))
    project = declare(site, week)
    due = list_due(site.database, project, TODAY)
    assert [(one.wave, one.what, len(one.ids)) for one in due] == [
        ("autumn", "identifiers", 1),
        ("spring", "identifiers", 1),
    ]
    both = declare(site, replace(week, answers=Period(6, "month")))
    due = list_due(site.database, both, TODAY)
    assert [(one.wave, one.what) for one in due] == [
        ("spring", "answers"),
        ("autumn", "identifiers"),
    ]
    remove(site, project)
    assert find_response(site.database, OTHER, EVER).answers["wish"] == MARKER
    with site.database.transaction() as tx:
        assert read_identifiers(tx, NOW, "test", OTHER, "test") == {}


def test_drafts_leave_where_a_project_says_so(site, wishes):
    """A draft that nobody touched for a week goes; another project's, and a fresh one, stay."""
    project = declare(site, Retention(drafts=Period(7, "day")))
    week = NOW - timedelta(days=8)
    save_draft(site.database, draft(wishes, MINE, week))
    save_draft(site.database, draft(wishes, OTHER, NOW))
    save_draft(site.database, replace(draft(wishes, UUID(int=8), week), project="west"))
    due = list_due(site.database, project, TODAY)
    assert due == [Due("east", "", "drafts", (MINE,), week.date())]
    remove(site, project)
    left = [find_draft(site.database, one) for one in (MINE, OTHER, UUID(int=8))]
    assert [one is not None for one in left] == [False, True, True]


@pytest.mark.sqlite
def test_nothing_of_it_is_left(site, two):
    """The same marker search as after a withdrawal finds nothing."""
    site.database.execute("delete from responses where id = :id", id=str(OTHER))
    project = declare(site, HALF_A_YEAR)
    assert find_word(own_folder(site.settings.database))
    remove(site, project)
    assert find_word(own_folder(site.settings.database)) == []


@pytest.mark.sqlite
def test_nothing_of_a_draft_is_left(site, wishes):
    """Where drafts alone are due, the write-ahead log holds nothing of them either."""
    project = declare(site, Retention(drafts=Period(7, "day")))
    save_draft(site.database, draft(wishes, MINE, NOW - timedelta(days=8)))
    assert find_word(own_folder(site.settings.database))
    remove(site, project)
    assert find_word(own_folder(site.settings.database)) == []


def test_the_trail_tells_how_much(site, two):
    """One entry a project says how many of each were removed."""
    remove(site, declare(site, HALF_A_YEAR))
    [entry] = site.database.query("select * from audit where action = 'project.forgotten'")
    assert entry["subject"] == "project:east"
    assert entry["detail"] == '{"answers": 1, "drafts": 0, "identifiers": 0}'


def run(site, *options: str) -> str:
    command = ["forget", "--database", tell_database(site.settings.database), *options]
    done = CliRunner().invoke(main, command)
    assert done.exit_code in (0, 1), done.exception
    return done.output


def test_a_dry_run_says_and_removes_nothing(site, two):
    """The table has project, wave, what, how many and since when."""
    declare(site, Retention(answers=Period(1, "day")))
    said = run(site, "--dry-run")
    assert said.splitlines() == [
        "project  wave    what     count  oldest",
        "east     autumn  answers  1      2026-11-02",
        "east     spring  answers  1      2026-05-03",
        "Would be removed: 2",
    ]
    assert find_response(site.database, MINE, EVER)


def test_the_command_removes(site, two):
    """Without the option it does what it says."""
    declare(site, Retention(answers=Period(1, "day")))
    assert run(site, "--project", "east").endswith("Removed: 2\n")
    assert site.database.query("select id from responses") == []
    assert run(site) == "Removed: 0\n"


def test_an_unknown_project_is_told(site):
    """A slip in the name removes nothing."""
    assert "There is no project “west”." in run(site, "--project", "west")
