"""A real database and a small project for every test of the places room."""

from datetime import date
from pathlib import Path

import pytest

from survey.locale import Text
from survey.places.model import Action, Declaration, District, Meeting, Neighbourhood, Project, Wave
from survey.storage.database import Database
from survey.storage.open import open_database
from tests.databases import place_database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return open_database(place_database(tmp_path / "mahalla.db"))


@pytest.fixture
def east() -> Project:
    square = ((48.0, 35.0), (48.1, 35.0), (48.1, 35.1), (48.0, 35.0))
    return Project(
        id="east",
        title=Text("The east", inline=(("en", "The east"), ("fa", "شرق"))),
        organisation=Text("The neighbourhood office"),
        questionnaire="neighbourhood-diagnosis",
        waves=(
            Wave("spring", Text("Spring"), date(2026, 3, 1), date(2026, 5, 31)),
            Wave("autumn", Text("Autumn"), date(2026, 9, 1), date(2026, 11, 30)),
        ),
        neighbourhoods=(
            Neighbourhood("pines", Text("The Pines"), "north", 420, square),
            Neighbourhood("mill", Text("Mill Lane")),
        ),
        districts=(District("north", Text("North")),),
        synthetic=True,
        meeting=Meeting(date(2026, 12, 4), "17:30", Text("School hall")),
        source=Text("Made up"),
        actions=(
            Action(
                "mill",
                Text("Lamps on the path", inline=(("en", "Lamps"), ("fa", "چراغ"))),
                Text("The parents"),
                date(2026, 8, 31),
                "safety",
                "spring",
                "under_way",
            ),
            Action("mill", Text("A market"), Text("The shops"), None, "", "autumn", "planned"),
        ),
        declares=(
            Declaration(("private_interviews", "referral_path"), date(2026, 3, 1), "Sara"),
            Declaration(("trained_interviewers",), date(2026, 9, 2), "Sara"),
        ),
    )
