"""Cards with codes that open a form, by themselves or for one household."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from survey.forms.link_codes import ALPHABET, SIGNS, hash_code, make_code, read_code, write_code
from survey.forms.links import Link, find_link, free_link, make_links, use_link
from survey.places.store import save_project
from survey.responses.drafts import find_draft
from survey.site import Site
from tests.forms.conftest import NOW, Visitor, make_project

NORTH = Link("town", "north")


def make_code_for(site: Site, link: Link) -> str:
    [code] = make_links(site.database, NOW, "test", [link], [2**63 + 11])
    return code


def agree(visitor: Visitor) -> None:
    """Press the first button of the start page, with all that the page would send."""
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', visitor.page.text)
    action = re.search(r'action="([^"]+)"', visitor.page.text)[1]
    form = {**dict(fields), "consent": "agree"}
    visitor.page = visitor.client.post(action, data=form, follow_redirects=True)


def draft_of(visitor, site):
    with visitor.client.session_transaction() as session:
        return find_draft(site.database, session["draft"])


def test_it_works(visitor, site):
    """A code leads to the start page of its form, and the draft is of its place."""
    visitor.get(f"/l/{make_code_for(site, Link('town', 'south'))}")
    assert "<select" not in visitor.page.text
    agree(visitor)
    assert draft_of(visitor, site).neighbourhood == "south"


def test_a_household_comes_with_its_card(visitor, site):
    """A card of a household tells the draft which it is."""
    visitor.get(f"/l/{make_code_for(site, replace(NORTH, household='N-12'))}")
    agree(visitor)
    assert draft_of(visitor, site).household == "N-12"


def test_a_link_speaks_the_language_of_its_card(visitor, site):
    """The picture on a Persian card opens the Persian form."""
    visitor.get(f"/l/{make_code_for(site, NORTH)}/fa")
    assert 'lang="fa"' in visitor.page.text


def test_a_code_may_be_typed_as_people_type(visitor, site):
    """Small letters, groups and Persian digits are the same code."""
    code = write_code(make_code_for(site, NORTH)).lower()
    visitor.get("/l/")
    visitor.send(code=code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")), go="on")
    assert visitor.path.startswith("/f/tour/")


def test_a_code_that_works_once_opens_one_form(visitor, site, app):
    """The second who follows it is told kindly that it was used."""
    code = make_code_for(site, replace(NORTH, once=True))
    visitor.get(f"/l/{code}")
    agree(visitor)
    other = Visitor(app.test_client())
    assert "This card has already been used" in other.get(f"/l/{code}").text


def test_a_code_that_works_often_opens_many_forms(visitor, site, app):
    """A card of a neighbourhood is for everybody there."""
    code = make_code_for(site, NORTH)
    visitor.get(f"/l/{code}")
    agree(visitor)
    other = Visitor(app.test_client())
    other.get(f"/l/{code}")
    agree(other)
    assert other.path == "/d/people"


def test_a_form_that_is_open_here_goes_on(visitor, site):
    """The browser in which the form was begun is led back to it by the same card."""
    code = make_code_for(site, replace(NORTH, once=True))
    visitor.get(f"/l/{code}")
    agree(visitor)
    visitor.send(q_age="30")
    page = visitor.get(f"/l/{code}")
    assert "Your form is still open" in page.text
    visitor.send(go="on")
    assert visitor.path == "/d/people"


def test_two_who_agree_at_once_begin_one_form(app, site):
    """Of two readers of the same card only the first who agrees begins."""
    code = make_code_for(site, replace(NORTH, once=True))
    first, second = Visitor(app.test_client()), Visitor(app.test_client())
    for reader in (first, second):
        reader.get(f"/l/{code}")
    agree(first)
    agree(second)
    assert (first.path, second.path) == ("/d/people", "/l/used")
    assert len(site.database.query("select * from drafts")) == 1


def test_a_card_that_was_forgotten_is_asked_for_again(visitor, site, client):
    """Without the cookie of the card nobody begins in the card's name."""
    visitor.get(f"/l/{make_code_for(site, NORTH)}")
    client.delete_cookie("session")
    agree(visitor)
    assert visitor.path == "/l/"


def test_an_unknown_code_is_told_and_nothing_more(visitor, site):
    """A wrong code and one that is nearly right are answered alike."""
    code = make_code_for(site, NORTH)
    near = code[:-1] + ("0" if code[-1] != "0" else "1")
    answers = [visitor.get(f"/l/{wrong}") for wrong in (near, "0000000000", "x")]
    assert {answer.request.full_path for answer in answers} == {"/l/?unknown=1"}


def test_trying_codes_is_slowed_down(client):
    """After many wrong codes the reader has to wait."""
    for _ in range(20):
        client.get("/l/0000000000")
    assert client.get("/l/0000000000").status_code == 429


def test_a_link_whose_neighbourhood_is_gone_opens_nothing(visitor, site):
    """A card outlives its neighbourhood, but then it is unknown."""
    code = make_code_for(site, NORTH)
    project = make_project("tour")
    save_project(
        site.database, NOW, "test", replace(project, neighbourhoods=project.neighbourhoods[1:])
    )
    visitor.get(f"/l/{code}")
    assert visitor.path == "/l/"


def test_codes_are_not_kept(site):
    """The database holds only hashes of codes."""
    code = make_code_for(site, NORTH)
    [row] = site.database.query("select * from links")
    assert code not in repr(row)
    assert find_link(site.database, hash_code(code)) == NORTH


def test_using_a_link_tells_nothing_of_the_form(visitor, site):
    """A used card names no response and no time."""
    code = make_code_for(site, replace(NORTH, once=True))
    visitor.get(f"/l/{code}")
    agree(visitor)
    [row] = site.database.query("select * from links")
    assert set(row) == {"hash", "project", "neighbourhood", "household", "once", "used"}
    trail = site.database.query("select action from audit")
    assert not {"links.used", "draft.begun"} & {entry["action"] for entry in trail}


def test_making_links_is_in_the_audit_trail(site):
    """The trail says how many links were made, and no code."""
    code = make_code_for(site, NORTH)
    [entry] = site.database.query("select * from audit where action = 'links.made'")
    assert entry["detail"] == '{"links": 1, "once": 0}'
    assert code not in repr(entry)


def test_a_link_can_be_freed(site):
    """Where a form is thrown away unsent its card works again."""
    hashed = hash_code(make_code_for(site, replace(NORTH, once=True)))
    assert [use_link(site.database, hashed), use_link(site.database, hashed)] == [True, False]
    free_link(site.database, hashed)
    assert use_link(site.database, hashed)


def test_codes_spell_no_words_and_cannot_be_guessed():
    """No vowels, and more than 40 bits."""
    assert not set("AEIOUL") & set(ALPHABET)
    assert len(ALPHABET) ** SIGNS > 2**40


@pytest.mark.parametrize("typed", ["", "K7Q2M", "K7Q2M-9XW4PP", "K7Q2M-9XW4A", "ШШШШШШШШШШ"])
def test_what_cannot_be_a_code_is_none(typed):
    """Codes of the wrong length or with other letters are never looked up."""
    assert read_code(typed) is None


def test_letters_that_look_like_digits_are_read_as_digits():
    """O is nought, I and L are one."""
    assert read_code("oIl23 – bcdfg") == "01123BCDFG"


def test_every_random_number_makes_a_code():
    """Codes always have all their signs."""
    assert [len(make_code(number)) for number in (0, 1, 2**64 - 1)] == [SIGNS] * 3


def test_cards_do_not_need_a_vanished_session(app: Flask):
    """Without an open form the page that offers to go on asks for a code."""
    assert app.test_client().get("/l/opened").location == "/l/"
