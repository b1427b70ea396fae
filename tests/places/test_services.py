"""Services in the project file: read whole, refused where they could harm, and kept."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from survey.errors import MahallaError
from survey.locale import Text
from survey.places.file import load_project_file
from survey.places.model import Project, Service
from survey.places.store import find_project, find_services, save_project
from survey.storage.database import Database

HEAD = """\
id: east
title: The east
organisation: The neighbourhood office
questionnaire: trees
waves:
  - {id: spring, title: Spring, starts: 2026-03-01, ends: 2026-05-31}
neighbourhoods:
  - {id: pines, name: The Pines}
  - {id: mill, name: Mill Lane}
"""
SERVICES = """\
keep_referrals: 90
services:
  - id: house
    name: {en: Rose House, fa: خانهٔ گل}
    offers: Free treatment of addiction
    for_whom: Women
    cost: Free
    phone: "0441 1"
    address: Rose Lane 1
    hours: Mornings
    ways: [self, trusted_person, office]
    neighbourhoods: [pines]
    sections: [all]
"""
HOUSE = Service(
    id="house",
    name=Text("Rose House", inline=(("en", "Rose House"), ("fa", "خانهٔ گل"))),
    offers=Text("Free treatment of addiction"),
    for_whom=Text("Women"),
    cost=Text("Free"),
    ways=("self", "trusted_person", "office"),
    phone="0441 1",
    address=Text("Rose Lane 1"),
    hours=Text("Mornings"),
    neighbourhoods=("pines",),
    sections=("all",),
)
TREES = """\
id: trees
title: Trees
unit: person
sections:
  - id: all
    title: All
    questions: [{id: lamps, kind: yes_no, text: Are there lamps?}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "trees.yaml").write_text(TREES, encoding="utf-8")
    return tmp_path / "east.yaml"


def load(file: Path, services: str = SERVICES) -> Project:
    file.write_text(HEAD + services, encoding="utf-8")
    return load_project_file(file, file.parent)


def test_a_whole_service(file: Path) -> None:
    """Every key of a service, and how long referrals are kept, is found in the project."""
    project = load(file)
    assert (project.services, project.keep_referrals) == ((HOUSE,), 90)


def test_a_project_without_services(file: Path) -> None:
    """A project may name none; referrals are then kept for half a year."""
    project = load(file, "")
    assert (project.services, project.keep_referrals) == ((), 180)


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("sections: [all]", "sections: [some]", "22:16: “some” is no section of “trees”. Correct"),
        ("[pines]", "[hill]", "21:22: There is no neighbourhood “hill”. Add it under `neighb"),
        ("[self, ", "[selfish, ", "20:12: “selfish” is not possible here. Use one of: self, tr"),
        ("[self, trusted_person, office]", "[]", "20:5: This list is too short."),
        ("    cost: Free\n", "", "12:5: The key `cost` is missing here. Add it."),
        ("cost: Free", "price: Free", "16:5: There is no key `price` here. Remove it, or look it"),
        ("keep_referrals: 90", "keep_referrals: 0", "10:1: The number must be at least 1."),
        ("Rose House", "Rose House " * 6, "13:5: This is too long for a card: write at most 60"),
        ("Free treatment", "Free " * 60, "14:5: This is too long for a card: write at most 240"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    file: Path, right: str, wrong: str, expected: str
) -> None:
    """Each mistake says where it is, what is wrong and what to do."""
    assert right in SERVICES
    with pytest.raises(MahallaError) as caught:
        load(file, SERVICES.replace(right, wrong, 1))
    assert f"{file}:{expected}" in str(caught.value)


def test_a_service_that_nobody_can_reach(file: Path) -> None:
    """Without a number and an address a card would lead nowhere."""
    alone = SERVICES.replace('    phone: "0441 1"\n    address: Rose Lane 1\n', "")
    with pytest.raises(MahallaError, match="Nobody can reach this service"):
        load(file, alone)


@pytest.mark.parametrize("name", ["House for Addicts", "خانهٔ ترکِ اِعتیاد", "بيت علاج الإدمان"])
def test_a_name_that_tells(file: Path, name: str) -> None:
    """A name that says what the help is about is refused: others see it on the card."""
    with pytest.raises(MahallaError, match="The name stands on the outside of cards"):
        load(file, SERVICES.replace("{en: Rose House, fa: خانهٔ گل}", name))


def test_two_services_of_one_id(file: Path) -> None:
    """An id names one service, because people are bound to it."""
    twice = SERVICES + SERVICES.partition("services:\n")[2]
    with pytest.raises(MahallaError, match="Two services have the id “house”"):
        load(file, twice)


def test_services_come_back_as_they_were(database: Database, east: Project, now: datetime) -> None:
    """Every field of a service survives in the database."""
    bare = replace(HOUSE, id="bare", address=None, hours=None, neighbourhoods=(), sections=())
    project = replace(east, services=(HOUSE, bare), keep_referrals=30)
    save_project(database, now, "test", project)
    assert find_project(database, "east") == project


def test_services_of_a_neighbourhood(database: Database, east: Project, now: datetime) -> None:
    """A service is there for the neighbourhoods that it names, or else for all."""
    everywhere = replace(HOUSE, id="everywhere", neighbourhoods=())
    save_project(database, now, "test", replace(east, services=(HOUSE, everywhere)))
    assert find_services(database, "east", "pines") == (HOUSE, everywhere)
    assert find_services(database, "east", "mill") == (everywhere,)
    assert find_services(database, "west", "pines") == ()


def test_the_sample_names_the_seed_service_as_invented(root: Path) -> None:
    """The demonstration offers women free treatment, and says that it is invented."""
    project = load_project_file(root / "survey/demo/project.yaml", root / "questionnaires")
    [house] = [one for one in project.services if one.id == "golestan-house"]
    assert "Free treatment of addiction for women" in house.offers.source
    assert house.ways == ("self", "trusted_person", "office")
    assert all("invented" in one.name.source for one in project.services)


def test_the_example_of_the_documentation(file: Path) -> None:
    """The services that docs/projects.md shows can be read."""
    page = (Path(__file__).parents[2] / "docs" / "projects.md").read_text(encoding="utf-8")
    shown = page.split("```yaml\nservices:")[1].split("```")[0]
    assert (
        load(file, f"services:{shown}".replace("harms_met", "all")).services[0].id == "rose-house"
    )
