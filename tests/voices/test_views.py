"""The office chooses sentences: what it sees, what it may not print."""

from dataclasses import replace

import pytest

from survey.app import create_app
from survey.voices.store import quotes_of
from tests.accounts.people import sign_in
from tests.voices.conftest import SOURCE, collect, interview

ADDRESS = "/office/voices/east/autumn/pines"


@pytest.fixture
def client(settings, office, now, tmp_path, root):
    home = tmp_path / "home"
    (home / "questionnaires").mkdir(parents=True)
    (home / "questionnaires" / "wishes.yaml").write_text(SOURCE, encoding="utf-8")
    (home / "translations").symlink_to(root / "translations")
    settings = replace(settings, home=home)
    app = create_app(settings, clock=lambda: now)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    sign_in(client, "coordinator")
    return client


def test_places_are_listed(client):
    """Every neighbourhood of a questionnaire with such a question can be opened."""
    page = client.get("/office/voices/").text
    assert ADDRESS in page
    assert "/office/voices/east/autumn/mill" in page


def test_too_few_wrote(client, office, wishes):
    """Where few wrote, nothing of it is even shown for choice."""
    collect(office, wishes, 9)
    page = client.get(ADDRESS).text
    assert "Fewer than 10 people from 5 households" in page
    assert "Lamps" not in page


def test_choosing(client, office, wishes, now):
    """What is ticked is kept in the words that were left."""
    collect(office, wishes, 12)
    name = f"{interview(wishes, 3, '').id}-wish"
    sent = {f"choose-{name}": "yes", f"words-{name}": "Lamps in …"}
    page = client.post(ADDRESS, data=sent, follow_redirects=True).text
    assert "The next report prints these sentences" in page
    assert [quote.words for quote in quotes_of(office, "east", "autumn", now)] == ["Lamps in …"]


def test_words_that_were_changed_are_refused(client, office, wishes, now):
    """Nothing is kept, what was typed stays, and the page says why."""
    collect(office, wishes, 12)
    name = f"{interview(wishes, 3, '').id}-wish"
    sent = {f"choose-{name}": "yes", f"words-{name}": "Streets of gold."}
    answer = client.post(ADDRESS, data=sent)
    assert answer.status_code == 422
    assert "These are not the words of the answer" in answer.text
    assert "Streets of gold." in answer.text
    assert quotes_of(office, "east", "autumn", now) == []


@pytest.mark.parametrize(
    "address",
    [
        "/office/voices/west/autumn/pines",
        "/office/voices/east/spring/pines",
        "/office/voices/east/autumn/hill",
    ],
)
def test_unknown_places(client, address):
    """What is not there is not found."""
    assert client.get(address).status_code == 404
