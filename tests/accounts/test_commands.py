"""The commands `mahalla user …`, and the first start."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from survey.accounts.credentials import change_totp, credentials_of
from survey.accounts.first import invite_first
from survey.accounts.invitations import find_invited, use_invitation
from survey.accounts.model import Membership
from survey.accounts.sessions import find_session, open_session
from survey.accounts.store import add_person, find_named, load_people
from survey.accounts.trust import ask_trust
from survey.cli import main
from survey.places.store import save_project
from survey.storage.open import open_database
from tests.databases import tell_database
from tests.forms.conftest import make_project


@pytest.fixture
def run(settings):
    """Run `mahalla user …` on the test's database and return what it says."""

    def run(*words: str) -> str:
        return (
            CliRunner()
            .invoke(main, ["user", *words, "--database", tell_database(settings.database)])
            .output
        )

    return run


def test_a_person_is_added_with_a_link(run, database):
    """The link is printed, works once, and no password is ever shown."""
    said = run("add", "Mina", "--role", "facilitator", "--site", "https://survey.example.org/")
    token = said.split("/welcome/")[1].strip()
    assert "https://survey.example.org/welcome/" in said
    assert "Give this link to Mina and nobody else" in said
    person = find_invited(database, datetime.now(UTC), token)
    assert (person.name, person.memberships) == ("mina", (Membership("facilitator"),))


def test_the_first_page_can_speak_their_language(run):
    """With a language the link leads to a page in it."""
    assert "?lang=fa" in run("add", "Mina", "--role", "facilitator", "--language", "fa")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--role", "coordinator", "--project", "nowhere"], "no project “nowhere”"),
        (["--role", "coordinator", "--neighbourhood", "north"], "Name the project"),
        (["--role", "partner"], "Name the service"),
        (["--role", "facilitator", "--service", "clinic"], "Only a partner"),
        (["--role", "facilitator", "--sensitive"], "Only a coordinator"),
        (["--role", "king"], "Invalid value"),
    ],
)
def test_a_role_that_cannot_be_is_refused(run, database, options, why):
    """A place that is not there, or a role without what it needs, adds nobody."""
    assert why in run("add", "mina", *options)
    assert load_people(database) == []


def test_a_partner_answers_for_a_service_wherever_it_helps(run, database):
    """Which neighbourhoods a service serves stands in the project file, not in the role."""
    save_project(database, datetime.now(UTC), "test", make_project("tour"))
    where = ["--project", "town", "--neighbourhood", "north", "--service", "house"]
    run("add", "gol", "--role", "partner", *where)
    assert load_people(database)[0].memberships == (Membership("partner", "town", service="house"),)


def test_a_name_is_given_once(run, database):
    """The same name, however it is written, is no second person."""
    run("add", "mina", "--role", "facilitator")
    assert "already a person" in run("add", " Mina ", "--role", "coordinator")
    assert len(load_people(database)) == 1


def test_people_are_listed(run):
    """Name, title, roles and places, and who is closed."""
    assert "There is nobody yet" in run("list")
    run("add", "mina", "--role", "coordinator", "--title", "Mina K.", "--sensitive")
    run("add", "omid", "--role", "facilitator")
    run("disable", "omid")
    assert run("list") == (
        "mina: Mina K.\n  coordinator of everything with sensitive answers\n"
        "omid (closed): omid\n  facilitator of everything\n"
    )


def test_a_closed_account_is_outside_at_once(run, database, now):
    """Who is signed in is not any more, and neither does an old link work."""
    person = add_person(database, now, "test", "mina", (Membership("facilitator"),))
    token = open_session(database, now, person)
    run("disable", "Mina")
    assert find_session(database, now, token) is None
    assert find_named(database, "mina").is_disabled


def test_what_one_administrator_asked_for_is_confirmed_on_the_server(run, database, now):
    """Where there is no second administrator, who has the files of the server confirms it."""
    person = add_person(database, now, "test", "mina", (Membership("coordinator"),))
    assert run("confirm", "mina") == "Nothing is asked for mina\n"
    gift = Membership("coordinator", reads_sensitive=True)
    ask_trust(database, now, "person:omid", person.id, gift)
    assert "coordinator of everything with sensitive answers" in run("confirm", "mina")
    assert find_named(database, "mina").memberships == (gift,)


def test_the_last_administrator_is_not_closed(run, database):
    """Somebody must be able to look after the accounts."""
    run("add", "mina", "--role", "administrator")
    assert "This is the last administrator" in run("disable", "mina")
    run("add", "omid", "--role", "administrator")
    run("disable", "mina")
    assert find_named(database, "mina").is_disabled


def test_a_reset_takes_everything_that_opens_the_account(run, database, now):
    """Password, codes, PIN and devices go; a link comes; a closed account is open again."""
    person = add_person(database, now, "test", "mina", (Membership("facilitator"),))
    change_totp(database, now, "test", person.id, "sealed")
    token = open_session(database, now, person)
    run("disable", "mina")
    said = run("reset", "mina")
    found = credentials_of(database, person.id)
    assert (found.password, found.totp, found.pin) == ("", "", "")
    assert find_session(database, now, token) is None
    invited = find_invited(database, datetime.now(UTC), said.split("/welcome/")[1].strip())
    assert invited.id == person.id
    assert not invited.is_disabled


@pytest.mark.parametrize("command", ["disable", "reset"])
def test_nobody_of_that_name(run, command):
    """A name that is not there is said."""
    assert "There is nobody called “mina”" in run(command, "mina")


def test_the_first_start_invites_an_administrator(database, now):
    """Where there are no people one is made, who is let in by a link and has no password."""
    path = invite_first(database, now)
    [admin] = load_people(database)
    assert (admin.name, [one.role for one in admin.memberships]) == (
        "admin",
        ["administrator", "coordinator"],
    )
    assert find_invited(database, now, path.removeprefix("/welcome/")) == admin
    assert credentials_of(database, admin.id).password == ""


def test_a_later_start_invites_anew_until_somebody_has_come(database, now):
    """The link of the last start works, the one before no longer; then there is none."""
    first, second = invite_first(database, now), invite_first(database, now)
    assert find_invited(database, now, first.removeprefix("/welcome/")) is None
    token = second.removeprefix("/welcome/")
    assert use_invitation(database, now, "test", token, "a hash") is not None
    assert invite_first(database, now) is None
    assert len(load_people(database)) == 1


def test_people_who_were_added_before_the_first_start_are_enough(database, now):
    """No administrator is made where people are; one who waits for a link gets it."""
    add_person(database, now, "test", "mina", (Membership("facilitator"),))
    assert invite_first(database, now) is None
    add_person(database, now, "test", "omid", (Membership("administrator"),))
    token = invite_first(database, now).removeprefix("/welcome/")
    assert find_invited(database, now, token).name == "omid"


def test_a_link_works_for_seven_days(database, now):
    """After that nobody comes in with it."""
    token = invite_first(database, now).removeprefix("/welcome/")
    assert find_invited(database, now + timedelta(days=6, hours=23), token)
    assert find_invited(database, now + timedelta(days=7), token) is None


def test_no_link_is_kept(database, settings, now):
    """Who reads the database cannot follow a link that is open."""
    token = invite_first(database, now).removeprefix("/welcome/")
    [row] = open_database(settings.database).query("select * from invitations")
    assert token not in row.values()
