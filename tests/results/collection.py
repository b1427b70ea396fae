"""A project with two neighbourhoods whose residents answer `street`, for the tests of this room."""

from datetime import UTC, date, datetime

from survey.locale import Text
from survey.places.model import Neighbourhood, Project, Wave
from survey.questionnaire.model import Questionnaire
from survey.responses.ids import import_id
from survey.responses.model import Submission
from survey.responses.store import submit
from survey.storage.database import Database

AUTUMN = Wave("autumn", Text("Autumn"), date(2026, 10, 1), date(2026, 10, 31))
SPRING = Wave("spring", Text("Spring"), date(2027, 4, 1), date(2027, 4, 30))
PLACES = (Neighbourhood("pines", Text("Pines")), Neighbourhood("mill", Text("Mill")))
EAST = Project("east", Text("East"), Text("Office"), "street", (AUTUMN, SPRING), PLACES)
RECEIVED = datetime(2026, 10, 1, 8, tzinfo=UTC)


def interview(
    street: Questionnaire, number: int, safe: object = "agree", place: str = "pines"
) -> Submission:
    return Submission(
        id=import_id("street", str(number)),
        project="east",
        wave="autumn",
        questionnaire="street",
        version=street.version,
        language="en",
        channel="tablet",
        consent="given",
        answers={"safe": safe, "light": "agree"},
        received_at=RECEIVED,
        neighbourhood=place,
        household=f"h{number}",
    )


def collect(
    office: Database, street: Questionnaire, numbers: range, place: str = "pines"
) -> list[Submission]:
    answers = ("agree", "neither", "disagree")
    people = [interview(street, number, answers[number % 3], place) for number in numbers]
    for one in people:
        submit(office, "test", one)
    return people
