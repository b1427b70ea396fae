"""A form put aside and taken up again."""

import re

from tests.forms.conftest import Visitor


def put_aside(visitor, language="en"):
    visitor.begin(language)
    page = visitor.send(q_age="x", q_trust="agree", go="later")
    return re.search(r'class="number" dir="ltr">([^<]+)<', page.text)[1]


def test_it_works(visitor, app):
    """With the code the form goes on elsewhere, with what was typed."""
    code = put_aside(visitor)
    other = Visitor(app.test_client())
    other.get("/resume")
    page = other.send(code=code)
    assert other.path == "/d/people"
    assert 'value="agree" checked' in page.text


def test_the_form_goes_on_where_it_stopped(adult, app):
    """Not the first section comes again but the one that was open."""
    page = adult.send(go="later")
    other = Visitor(app.test_client())
    other.get("/resume")
    other.send(code=re.search(r'dir="ltr">([0-9 ]+)<', page.text)[1])
    assert other.path == "/d/things"


def test_the_code_is_shown_in_the_readers_digits(visitor):
    """A Persian reader gets a code that a Persian keyboard can type."""
    assert re.fullmatch(r"[۰-۹]{4} [۰-۹]{4} [۰-۹]{4}", put_aside(visitor, "fa"))


def test_the_code_is_read_in_any_digits(visitor, app):
    """Persian digits without spaces are the same code."""
    code = put_aside(visitor, "fa").replace(" ", "")
    other = Visitor(app.test_client())
    other.get("/resume")
    other.send(code=code)
    assert other.path == "/d/people"


def test_putting_aside_closes_the_form_here(visitor):
    """The next person at this device cannot go on without the code."""
    put_aside(visitor)
    visitor.get("/d/people")
    assert visitor.path == "/resume"


def test_the_code_stays_the_same(visitor):
    """Putting the same form aside again gives the same code."""
    code = put_aside(visitor)
    visitor.get("/resume")
    visitor.send(code=code)
    assert code in visitor.send(go="later").text


def test_an_unknown_code_is_told(visitor):
    """A code that leads nowhere is answered with a sentence."""
    visitor.get("/resume")
    assert "No form waits under this code." in visitor.send(code="1234 5678 9012").text


def test_a_code_ends_with_its_form(visitor):
    """Once the answers are sent nobody can look at them with the code."""
    code = put_aside(visitor)
    visitor.get("/resume")
    visitor.send(code=code)
    visitor.send(q_age="17")
    visitor.send()
    visitor.send(go="send")
    visitor.get("/resume")
    assert "No form waits under this code." in visitor.send(code=code).text


def test_the_page_that_asks_for_the_code_speaks_every_language(client):
    """The reader can change its language."""
    assert 'dir="rtl"' in client.get("/resume?lang=ar").text
