"""When something goes wrong: the page and the log tell where, and neither tells what was said."""

import logging

import pytest

from survey.app import create_app
from survey.errors import MahallaError, Problem, Where
from survey.settings import own_folder
from survey.web.mishaps import describe_mishap

SECRET = "my brother uses opium"


@pytest.fixture
def app(settings):
    """A site with a page that fails over what somebody said."""
    app = create_app(settings)
    app.config["WTF_CSRF_ENABLED"] = False

    def fail(code: str) -> str:
        try:
            return str(int(SECRET))
        except ValueError as error:
            raise KeyError(SECRET) from error

    fail.open_to_all = True  # type: ignore[attr-defined]
    app.add_url_rule("/fail/<code>", "fail", fail, methods=["GET", "POST"])
    return app


def test_the_page_says_that_nothing_is_lost(app):
    """A failure is a sentence, with the same policies as every page."""
    answer = app.test_client().get("/fail/K7Q2M")
    assert (answer.status_code, SECRET in answer.text) == (500, False)
    assert "Something went wrong here." in answer.text
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_the_log_holds_no_value(app, caplog):
    """It names the kind of mishap and the lines, not what was said or which code was asked for."""
    with caplog.at_level(logging.DEBUG):
        app.test_client().post("/fail/K7Q2M?name=Sara", data={"said": SECRET})
    assert "POST fail: KeyError at " in caplog.text
    assert "test_mishaps.py" in caplog.text
    for value in (SECRET, "K7Q2M", "Sara"):
        assert value not in caplog.text


def test_the_page_names_no_place_on_the_server(app, caplog, settings):
    """Where a file is wrong the log says which; the page says what to do, and no path."""

    def fail() -> str:
        raise MahallaError(Problem("The disk is full.", where=Where(str(settings.database))))

    fail.open_to_all = True  # type: ignore[attr-defined]
    app.add_url_rule("/full", "full", fail)
    answer = app.test_client().get("/full")
    assert (answer.status_code, "The disk is full." in answer.text) == (503, True)
    assert str(own_folder(settings.database)) not in answer.text
    assert str(settings.database) in caplog.text


def test_what_led_to_it_is_told(app):
    """An error that another one caused is told with it."""
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError as error:
        told = describe_mishap(error)
    assert told.startswith("KeyError at ")
    assert "; after ValueError at " in told
    assert SECRET not in told


def test_a_form_with_more_fields_than_any_page_has_is_refused(app):
    """Twenty thousand and one fields are too large, whoever sends them."""
    body = "&".join(f"f{number}=" for number in range(20_001))
    form = "application/x-www-form-urlencoded"
    answer = app.test_client().post("/l/", data=body, content_type=form)
    assert answer.status_code == 413
