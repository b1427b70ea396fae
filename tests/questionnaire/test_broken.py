"""Broken questionnaires: each fixture has one mistake and says in its first line what is said."""

from functools import cache
from pathlib import Path

import pytest

from survey.errors import MahallaError
from survey.indices.find import index_kinds
from survey.kinds.find import kinds
from survey.questionnaire.load import load_questionnaire
from survey.translate.extract import extract_python

FIXTURES = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
ROOMS = Path(__file__).parents[2] / "survey"

ELSEWHERE = {
    "The file cannot be read: %(reason)s. Check its name and place.",  # test_yaml_file.py
    "Another questionnaire here has the id “%(name)s”. Call each as its file is called.",
    "“%(name)s” describes a table of areas (`unit: area`), so there is nothing to answer. Use "
    "`mahalla score` with it.",  # authoring/test_areas.py
    "“%(given)s” is not possible here: %(reason)s.",  # test_complaints.py
}


@cache
def find_problems(fixture: Path):
    with pytest.raises(MahallaError) as caught:
        load_questionnaire(fixture)
    return caught.value.problems


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.stem)
def test_a_broken_questionnaire_has_its_one_message(fixture):
    """The mistake is told at its line and column in its own sentence, and nothing else is told.

    `{kinds}` stands for the names of all kinds, `{indices}` for those of all kinds of index.
    """
    first = fixture.read_bytes().splitlines()[0].decode("utf-8")
    expected = first.removeprefix("# expect: ").replace("{kinds}", ", ".join(kinds()))

    said = [problem.say().removeprefix(f"{fixture}:") for problem in find_problems(fixture)]

    assert said == [expected.replace("{indices}", ", ".join(index_kinds()))]


def test_every_message_of_the_room_has_a_broken_questionnaire():
    """Whatever can be said about a questionnaire is said about one of the fixtures."""
    rooms = [*ROOMS.glob("conditions/*.py"), *ROOMS.glob("questionnaire/*.py")]
    code = [
        path.read_text(encoding="utf-8")
        for path in rooms
        if path.name not in ("commands.py", "words.py")
    ]
    sentences = {found.source for text in code for found in extract_python(text)}

    said = {problem.message for fixture in FIXTURES for problem in find_problems(fixture)}

    assert sentences - said == ELSEWHERE
