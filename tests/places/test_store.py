"""Projects kept in the database."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from survey.errors import MahallaError
from survey.locale import Text
from survey.places.model import District, Project
from survey.places.store import find_project, load_projects, save_project
from survey.settings import Settings
from survey.storage.database import Database
from survey.storage.open import open_database

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def save(database: Database, project: Project) -> None:
    save_project(database, NOW, "sara", project)


def test_a_project_comes_back_as_it_was(database: Database, east: Project) -> None:
    """Every field of a project, its places and its waves survives."""
    save(database, east)
    assert find_project(database, "east") == east


def test_a_bare_project_comes_back_as_it_was(database: Database, east: Project) -> None:
    """A project without districts, meeting, source and actions survives."""
    bare = replace(east, districts=(), neighbourhoods=east.neighbourhoods[1:], meeting=None)
    bare = replace(bare, source=None, synthetic=False, actions=())
    save(database, bare)
    assert find_project(database, "east") == bare


def test_a_project_is_read_again_only_when_it_changed(database: Database, east: Project) -> None:
    """As long as its rows are the same, who asks gets the very same object."""
    save(database, east)
    assert find_project(database, "east") is find_project(database, "east")


@pytest.mark.parametrize("part", ["title", "waves", "neighbourhoods", "districts"])
def test_what_another_process_changes_is_seen_at_once(
    settings: Settings, database: Database, east: Project, part: str
) -> None:
    """Nobody is asked by a gate or in a wave that the office has changed, wherever it did."""
    save(database, east)
    assert find_project(database, "east") == east
    now = {
        "title": Text("The other east"),
        "waves": (replace(east.waves[0], title=Text("Another round")), *east.waves[1:]),
        "neighbourhoods": tuple(replace(one, households=7) for one in east.neighbourhoods),
        "districts": tuple(replace(one, name=Text("Uptown")) for one in east.districts),
    }
    changed = replace(east, **{part: now[part]})
    save(open_database(settings.database), changed)
    assert changed != east
    assert find_project(database, "east") == changed


def test_an_unknown_project(database: Database) -> None:
    """An id that nobody saved finds nothing."""
    assert find_project(database, "west") is None


def test_projects_are_listed_by_id(database: Database, east: Project) -> None:
    """All projects are there, in the order of their ids."""
    save(database, replace(east, id="west"))
    save(database, east)
    assert [project.id for project in load_projects(database)] == ["east", "west"]


def test_saving_again_brings_up_to_date(database: Database, east: Project) -> None:
    """The second saving changes, adds, reorders and removes."""
    changed = replace(
        east,
        title=Text("The far east"),
        waves=east.waves[:1],
        neighbourhoods=(replace(east.neighbourhoods[1], district="south"), east.neighbourhoods[0]),
        districts=(District("south", Text("South")), east.districts[0]),
    )
    save(database, east)
    save(database, changed)
    assert find_project(database, "east") == changed


def test_a_place_with_answers_stays(database: Database, east: Project) -> None:
    """A neighbourhood that something still points to cannot be removed, and nothing is changed."""
    database.execute(
        "create table tenants (project text, place text, "
        "foreign key (project, place) references neighbourhoods (project, id))"
    )
    save(database, east)
    database.insert("tenants", {"project": "east", "place": "pines"})
    with pytest.raises(MahallaError, match="“pines” cannot be removed from the project “east”"):
        save(database, replace(east, neighbourhoods=east.neighbourhoods[1:], title=Text("New")))
    assert find_project(database, "east") == east


def test_saving_is_in_the_audit_trail(database: Database, east: Project) -> None:
    """Each saving leaves an entry that names who saved what."""
    save(database, east)
    entries = database.query("select actor, action, subject from audit")
    assert entries == [{"actor": "sara", "action": "project.saved", "subject": "project:east"}]
