"""The site's own pages: for whom, in which language, with which figures."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from survey.app import create_app
from survey.demo.load import load_sample
from survey.places.store import load_projects
from survey.results.work import release_project
from survey.settings import Settings
from survey.storage.open import open_database
from tests.databases import place_database

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("site")
    settings = Settings(database=place_database(folder / "mahalla.db"), reports=folder / "reports")
    database = open_database(settings.database)
    load_sample(database, settings, NOW)
    for project in load_projects(database):
        file = settings.questionnaires / f"{project.questionnaire}.yaml"
        release_project(database, project, file, NOW)
    app = create_app(settings, lambda: NOW)
    app.testing = True
    return app


@pytest.fixture
def client(sample: Flask) -> FlaskClient:
    """A browser that has chosen no language yet."""
    return sample.test_client()


def page(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.text
    return response.text


def test_the_first_page_speaks_the_readers_language(client: FlaskClient) -> None:
    """A browser set to Persian is sent to the Persian page, right to left."""
    response = client.get("/", headers={"Accept-Language": "fa-IR,fa;q=0.9"})
    assert response.headers["Location"] == "/fa/"
    assert '<html lang="fa" dir="rtl">' in page(client, "/fa/")


def test_the_first_page_offers_every_form_in_every_language(client: FlaskClient) -> None:
    """The diagnosis can be begun in Persian, Arabic and English from the first page."""
    text = page(client, "/en/")
    for tag in ("fa", "ar", "en"):
        assert f'href="/f/neighbourhood-diagnosis/{tag}/"' in text


def test_the_first_page_offers_no_form_that_nobody_asks_today(
    tmp_path: Path,
) -> None:
    """Between two waves a form is not offered."""
    settings = Settings(
        database=place_database(tmp_path / "mahalla.db"), reports=tmp_path / "reports"
    )
    app = create_app(settings, lambda: NOW)
    assert 'class="form-link"' in page(app.test_client(), "/en/")
    later = create_app(settings, lambda: NOW + timedelta(days=400))
    text = page(later.test_client(), "/en/")
    assert 'class="form-link"' not in text
    assert "Nobody is being asked at present." in text


def test_invented_answers_are_marked(client: FlaskClient) -> None:
    """Wherever invented figures are shown, the page says that they are invented."""
    for address in ("/en/", "/en/sample/sepidar/"):
        assert "invented, to show how Mahalla works" in page(client, address)


def test_a_neighbourhood_shows_its_scores(client: FlaskClient) -> None:
    """A neighbourhood's page names each topic with its score, its interval and what it means."""
    text = page(client, "/en/sample/sepidar/")
    assert "Participation, trust and mutual help" in text
    assert "A strength" in text
    assert "a high score means more harm" in text


def test_figures_wear_the_readers_digits(client: FlaskClient) -> None:
    """The Persian page writes the number of respondents in Persian digits."""
    assert "نفر" in page(client, "/fa/sample/sepidar/")
    assert "۱۲۱" in page(client, "/fa/sample/sepidar/")


def test_a_report_is_printed_when_it_is_asked_for(client: FlaskClient) -> None:
    """A report that is not there yet is printed and sent as PDF."""
    response = client.get("/en/sample/sepidar/report.pdf")
    assert response.mimetype == "application/pdf"
    assert response.data.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "address",
    [
        "/xx/",
        "/en/none/sepidar/",
        "/en/sample/none/",
        "/en/sample/none/report.pdf",
        "/no/such/page/here",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client: FlaskClient, address: str) -> None:
    """An unknown language, project, neighbourhood or page answers 404 with a sentence."""
    response = client.get(address)
    assert response.status_code == 404
    assert "There is no such page" in response.text


def test_an_unknown_language_in_the_query_is_no_error(client: FlaskClient) -> None:
    """`?lang=` with nonsense falls back to the default language."""
    response = client.get("/?lang=%00xx")
    assert response.headers["Location"] == "/en/"


def test_pages_allow_nothing_from_elsewhere(client: FlaskClient) -> None:
    """Every page forbids scripts, styles and frames of other origins, and inline ones."""
    policy = client.get("/en/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "http://" not in page(client, "/en/")


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_report_on_the_screen(client: FlaskClient, lang: str) -> None:
    """Charts are shown, each with its numbers as a table, and nothing has a style inside."""
    text = page(client, f"/{lang}/sample/sepidar/report/")
    assert text.count("<figure>") == text.count("<svg ") >= 6
    assert text.count('<details class="numbers-of">') >= 5
    assert " style=" not in text
    assert "<style" not in text
    assert 'href="/style/sample/neighbourhood.css"' in text


def test_neighbourhoods_side_by_side(client: FlaskClient) -> None:
    """The comparison of a project can be read on the screen."""
    text = page(client, "/en/sample/-/")
    assert "Sepidar" in text
    assert "<svg " in text
    assert client.get("/en/nowhere/-/").status_code == 404


def test_the_style_of_a_screen(client: FlaskClient) -> None:
    """The style names the font of the site; there is none of an unknown product."""
    style = page(client, "/style/sample/neighbourhood.css")
    assert "/home/fonts/Vazirmatn" in style
    assert "FONT_ADDRESS" not in style
    assert client.get("/style/sample/poster.css").status_code == 404
