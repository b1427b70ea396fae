"""The page of the audit trail: who did what, each reader only as much as is theirs to know."""

import ast
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from survey.accounts.model import Membership
from survey.accounts.store import add_person
from survey.storage.audit import record
from survey.trail.words import KINDS, SENTENCES
from tests.accounts.people import sign_in
from tests.trail.conftest import NOW

SURVEY = Path(__file__).parents[2] / "survey"
ACTION = re.compile(r"[a-z]+\.[a-z_]+")


def read(client, **asked: str) -> str:
    page = client.get("/office/trail/", query_string=asked)
    assert page.status_code == 200
    return re.sub("[\u2066-\u2069]", "", page.text)


def find_actions() -> set[str]:
    """Find the actions that stand in calls of `record`, and of functions that call it."""
    found = set()
    for path in SURVEY.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RECORDERS:
                texts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str) and is_action(text)}
    return found


RECORDERS = ("record", "_record", "note_action")


def is_action(text: str) -> bool:
    return bool(ACTION.fullmatch(text))


def test_it_works(client):
    """An administrator reads everything, in sentences, with where people were."""
    sign_in(client, "administrator")
    page = read(client)
    for sentence in (
        "The command line registered or changed the project The West.",
        "Sara read a single answer of The East.",
        "Omid read a single answer of The West.",
        "The site chose the sentences that are printed of Mill: 3.",
        "from 192.0.2.7",
    ):
        assert sentence in page


def test_the_newest_is_first(client):
    """What was done last stands first."""
    sign_in(client, "administrator")
    page = read(client)
    assert page.index("Omid read") < page.index("Sara read") < page.index("the project The West")


@pytest.mark.parametrize("role", ["facilitator", "committee", "partner"])
def test_others_have_no_such_page(client, role):
    """The trail is for coordinators and administrators."""
    sign_in(client, role, "east")
    assert client.get("/office/trail/").status_code == 404


def test_a_coordinator_sees_their_projects(client):
    """Of other projects, and of accounts that work elsewhere too, nothing is shown."""
    sign_in(client, "coordinator", "east")
    page = read(client)
    assert "Sara read a single answer of The East." in page
    assert "added the account of Sara" in page
    for stranger in ("Omid", "The West", "Nadia"):
        assert stranger not in page


def test_a_coordinator_of_a_neighbourhood_sees_what_is_said_to_be_of_it(client):
    """Entries of the whole project, and of other neighbourhoods, are not theirs."""
    sign_in(client, "coordinator", "east", "mill")
    page = read(client)
    assert "The site chose the sentences that are printed of Mill: 3." in page
    assert "Oak" not in page
    assert "Sara read" not in page


def test_what_residents_do_is_not_shown(client):
    """Not even an administrator reads here when a household sent or changed its answer."""
    sign_in(client, "administrator")
    assert "corrected an answer" not in read(client)


def test_no_number_of_a_response_is_shown(client):
    """Who reads the trail need not know which answers are whose: ids are not on the page."""
    sign_in(client, "administrator")
    assert "0190" not in read(client)


def test_an_action_without_a_sentence_is_shown_as_it_is(client):
    """What a newer or older Mahalla wrote is not hidden."""
    sign_in(client, "administrator")
    assert "moon.painted" in read(client)


def test_one_person_can_be_looked_for(client, trail):
    """A filter by person shows what they did, and nobody else."""
    sign_in(client, "administrator")
    [sara] = trail.query("select id from people where name = 'sara'")
    page = read(client, actor=f"person:{sara['id']}")
    assert ("Sara read" in page, "Omid read" in page) == (True, False)


def test_one_kind_can_be_looked_for(client):
    """A filter by kind shows that kind alone."""
    sign_in(client, "administrator")
    page = read(client, kind="quotes")
    assert ("chose the sentences" in page, "Sara read" in page) == (True, False)


def test_a_filter_opens_no_door(client, trail):
    """Who asks for somebody of another project is shown nothing."""
    sign_in(client, "coordinator", "east")
    [omid] = trail.query("select id from people where name = 'omid'")
    assert "Nothing like this was done." in read(client, actor=f"person:{omid['id']}")


def test_one_day_can_be_looked_for(client):
    """A day, in the calendar of the language, shows what was done on it."""
    sign_in(client, "administrator")
    assert "the project The West" in read(client, day="2026-11-19")
    assert "Sara read" not in read(client, day="2026-11-19")
    persian = client.get("/office/trail/", query_string={"lang": "fa", "day": "۱۴۰۵/۸/۲۸"})
    assert "The West" in persian.text


@pytest.mark.parametrize("day", ["soon", "0001-01-01", "9999-12-31"])
def test_what_is_no_day_is_said(client, day):
    """A day that cannot be read, or on which nothing can have been done, is a sentence."""
    sign_in(client, "administrator")
    assert 'aria-describedby="day-error"' in read(client, day=day)


def test_older_entries_are_a_page_further(client, trail):
    """A page has fifty entries and leads to those before."""
    for number in range(60):
        later = NOW + timedelta(minutes=number)
        record(trail, later, "site", "project.saved", "project:east", {})
    sign_in(client, "administrator")
    page = read(client, kind="project")
    assert page.count("<li>") == 50
    before = re.search(r"before=(\d+)", page)
    assert before is not None
    older = read(client, kind="project", before=before[1])
    [row] = trail.query("select count(*) as all_of_them from audit where action like 'project.%'")
    assert (older.count("<li>"), "Older entries" in older) == (row["all_of_them"] - 50, False)


@pytest.mark.parametrize("before", ["-1", "x", "9" * 30, "²"])
def test_a_page_that_is_no_number_is_the_first(client, before):
    """Whatever stands in the address, there is a page."""
    sign_in(client, "administrator")
    assert "Sara read" in read(client, before=before)


def test_every_action_has_a_sentence():
    """Whatever the program writes into the trail can be read there, and looked for."""
    actions = find_actions()
    assert len(actions) > 10
    assert sorted(actions - set(SENTENCES)) == []
    assert sorted({action.partition(".")[0] for action in SENTENCES} - set(KINDS)) == [
        "codebook",
        "referrals",
        "responses",
    ]


def test_the_page_is_not_kept(client):
    """No browser keeps it."""
    sign_in(client, "administrator")
    assert client.get("/office/trail/").headers["Cache-Control"] == "private, no-store"


def test_roles_and_times_are_said_in_the_language_of_the_reader(client, trail):
    """No word, id or digit of the trail itself stands in a Persian sentence."""
    roles = (
        Membership("committee", "east", "mill"),
        Membership("partner", "east", service="clinic"),
        Membership("coordinator", reads_sensitive=True),
    )
    add_person(trail, NOW, "site", "reza", roles, "رضا")
    sign_in(client, "administrator")
    page = read(client, lang="fa")
    start = page.index("رضا", page.index("<ol"))
    entry = unescape(page[start : page.index("</li>", start)])
    assert "عضو کمیته · Mill · The East" in entry
    assert "انجمن همکار · The East · برای مرکز «clinic»" in entry
    assert "هماهنگ‌کننده · همه جا · جواب‌های حساس را می‌خواند" in entry
    assert re.search('<bdi dir="ltr">[۰-۹]{2}:[۰-۹]{2}</bdi>', entry)
