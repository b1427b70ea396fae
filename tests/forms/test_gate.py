"""Dangerous questions on the pages of a form: only in interviews, only where they are declared."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from survey.places.model import Declaration, Project
from survey.places.store import save_project
from survey.questionnaire.gate import NEEDS
from survey.site import Site
from tests.accounts.people import sign_in
from tests.forms.conftest import NOW, Visitor, make_project, make_site

FORM = """\
id: tour
title: A short tour
unit: household
consent: {title: Before, body: We ask., agree: I agree, decline: No, declined: Fine.}
sections:
  - id: careful
    title: With care
    needs: [private_interviews, trained_interviewers, referral_path]
    questions:
      - {id: hurt, kind: yes_no, text: Did anybody hurt you?, required: true}
  - id: people
    title: People
    questions:
      - {id: lamps, kind: yes_no, text: Do the lamps work?}
      - {id: call, kind: yes_no, text: Shall we call?, needs: [referral_path]}
"""
ALL = Declaration(NEEDS, date(2026, 11, 22), "Sara")


def declare(*declarations: Declaration) -> Project:
    return replace(make_project("tour"), declares=declarations)


@pytest.fixture
def home(tmp_path: Path, root: Path) -> Path:
    (tmp_path / "translations").symlink_to(root / "translations")
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "tour.yaml").write_text(FORM)
    return tmp_path


@pytest.fixture
def app(home: Path) -> Flask:
    return make_site(home, declare(ALL))


def interview(app: Flask) -> Visitor:
    """A facilitator on the first page of an interview."""
    visitor = Visitor(app.test_client())
    sign_in(visitor.client, "facilitator", name="Sara")
    visitor.get("/office/collect/town/")
    visitor.send(place="town/north", household="12", go="x")
    visitor.send(consent="agree", go="x")
    return visitor


def list_asked(visitor: Visitor) -> list[str]:
    """Walk through the sections and list the questions on them."""
    found = []
    for section in ("careful", "people"):
        visitor.get(f"/d/{section}")
        if visitor.path == f"/d/{section}":
            found += re.findall(r'data-question="(\w+)"', visitor.page.text)
    return found


def test_an_interview_asks_what_is_declared(app: Flask) -> None:
    """Where all is declared, the facilitator asks it."""
    visitor = interview(app)

    assert visitor.path == "/d/careful"
    assert list_asked(visitor) == ["hurt", "lamps", "call"]


@pytest.mark.parametrize(
    ("declared", "asked"),
    [
        ((), ["lamps"]),
        ((replace(ALL, on=date(2026, 11, 23)),), ["lamps"]),
        ((replace(ALL, what=("referral_path",)),), ["lamps", "call"]),
        ((replace(ALL, what=("private_interviews", "referral_path")),), ["lamps", "call"]),
    ],
)
def test_an_interview_leaves_out_what_is_not_declared(
    home: Path, declared: tuple[Declaration, ...], asked: list[str]
) -> None:
    """Nothing declared, too late, or only a part: what each question needs decides."""
    visitor = interview(make_site(home, declare(*declared)))

    assert visitor.path == "/d/people"
    assert list_asked(visitor) == asked


def test_a_form_that_people_fill_in_alone_has_none(app: Flask) -> None:
    """Nobody is asked alone what needs a private interview, on whatever device."""
    visitor = Visitor(app.test_client())
    visitor.begin()

    assert visitor.path == "/d/people"
    assert list_asked(visitor) == ["lamps", "call"]


def test_a_kiosk_has_none(app: Flask) -> None:
    """A shared device never asks it."""
    visitor = Visitor(app.test_client())
    sign_in(visitor.client, "coordinator")
    visitor.get("/office/kiosk/")
    visitor.send(place="town/north", lang="en", idle="90", pin="4321", go="x")
    visitor.get("/kiosk/")
    visitor.send(consent="agree", go="x")

    assert list_asked(visitor) == ["lamps", "call"]


def test_a_declaration_that_is_taken_back_counts_at_once(app: Flask) -> None:
    """An interview that is open goes on without the question, and what was answered is not sent."""
    site: Site = app.extensions["mahalla"]
    visitor = interview(app)
    visitor.send(q_hurt="yes", shown="hurt")
    save_project(site.database, NOW, "test", declare())

    assert list_asked(visitor) == ["lamps"]
    visitor.send(q_lamps="yes", shown="lamps")
    visitor.send(go="send")

    [row] = site.database.query("select answers from responses")
    assert row["answers"] == '{"lamps":"yes"}'


def test_an_answer_to_a_question_that_is_off_is_not_kept(app: Flask) -> None:
    """Whoever sends an answer to it all the same has said nothing."""
    site: Site = app.extensions["mahalla"]
    visitor = Visitor(app.test_client())
    visitor.begin()
    visitor.send(q_lamps="yes", q_hurt="yes", shown="lamps call hurt")
    visitor.send(go="send")

    [row] = site.database.query("select answers from responses")
    assert row["answers"] == '{"lamps":"yes"}'


def test_a_sheet_that_is_typed_has_none(app: Flask) -> None:
    """It is not on the paper, so there is no field for it."""
    clerk = Visitor(app.test_client())
    sign_in(clerk.client, "coordinator")
    clerk.get("/office/enter/tour?lang=en")
    head = {"number": "17", "household": "3", "consent": "1", "day": "22 11 2026"}
    clerk.send(**head, collector="Ali", place="town/north", typed_by="Ali", turns="1", go="x")

    assert 'name="q-lamps"' in clerk.page.text
    assert 'name="q-hurt"' not in clerk.page.text
