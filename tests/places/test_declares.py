"""What a project declares, since when, and where a promise would be empty."""

from datetime import date
from pathlib import Path

import pytest

from survey.errors import MahallaError
from survey.places.file import load_project_file
from survey.places.model import Declaration, Project

FILE = """\
id: east
title: The east
organisation: The neighbourhood office
questionnaire: trees
waves: [{id: first, title: First, starts: 2026-03-01, ends: 2026-05-31}]
neighbourhoods:
  - {id: pines, name: The Pines}
  - {id: mill, name: Mill Lane}
"""
SERVICE = """\
services:
  - id: house
    name: The house by the mill
    offers: Somebody to talk to
    for_whom: Everybody
    cost: Free
    phone: "0441 123"
    ways: [self]
"""


def load(folder: Path, text: str) -> Project:
    (folder / "east.yaml").write_text(FILE + text)
    return load_project_file(folder / "east.yaml")


def complain(folder: Path, text: str) -> list[str]:
    with pytest.raises(MahallaError) as caught:
        load(folder, text)
    return [problem.say().partition("east.yaml:")[2] for problem in caught.value.problems]


def test_a_declaration_has_its_day_and_its_name(tmp_path: Path) -> None:
    """What is declared stands in the project with who declared it and when."""
    text = "declares: [{what: [private_interviews], on: 2026-02-01, by: Sara, coordinator}]\n"
    text = text.replace("Sara, coordinator", '"Sara, coordinator"')

    assert load(tmp_path, text).declares == (
        Declaration(("private_interviews",), date(2026, 2, 1), "Sara, coordinator"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "declares: [{what: [private_interviews], by: Sara}]\n",
            "9:12: The key `on` is missing here. Add it.",
        ),
        (
            "declares: [{what: [private_interviews], on: soon, by: Sara}]\n",
            "9:41: “soon” is not a day. Write year-month-day, such as 2026-01-31.",
        ),
        (
            'declares: [{what: [private_interviews], on: 2026-02-01, by: " "}]\n',
            "9:57: Write who declares this: a name and what they are in the project.",
        ),
        (
            "declares: [{what: [referral_path], on: 2026-02-01, by: Sara}]\n",
            "9:13: A referral path is declared, but no service is there for: pines, mill. Name one "
            "under `services:`, or do not declare it.",
        ),
        (
            SERVICE + "    neighbourhoods: [pines]\n"
            "declares: [{what: [referral_path], on: 2026-02-01, by: Sara}]\n",
            "18:13: A referral path is declared, but no service is there for: mill. Name one under "
            "`services:`, or do not declare it.",
        ),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """Nobody, no day, no such promise, and a path that leads nowhere are mistakes."""
    assert complain(tmp_path, text) == [said]


def test_an_unknown_promise_is_refused(tmp_path: Path) -> None:
    """Only what questions can need may be declared."""
    [said] = complain(tmp_path, "declares: [{what: [goodwill], on: 2026-02-01, by: Sara}]\n")
    assert "goodwill" in said


def test_a_referral_path_leads_to_a_service(tmp_path: Path) -> None:
    """With a service for everybody it can be declared."""
    text = SERVICE + "declares: [{what: [referral_path], on: 2026-02-01, by: Sara}]\n"
    assert load(tmp_path, text).promises_on(date(2026, 2, 1)) == {"referral_path"}


def test_a_promise_holds_from_its_day_on(east: Project) -> None:
    """Before its day nothing was declared; a wave has what was declared when it began."""
    assert east.promises_on(date(2026, 2, 28)) == set()
    assert east.promises_on(date(2026, 3, 1)) == {"private_interviews", "referral_path"}
    spring, autumn = east.waves
    assert east.promises_in(spring) == {"private_interviews", "referral_path"}
    assert east.promises_in(autumn) == {"private_interviews", "referral_path"}
    assert "trained_interviewers" in east.promises_on(date(2026, 9, 2))
