"""The command `mahalla paper` and the addresses of printed questionnaires."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from survey.app import create_app
from survey.cli import main
from survey.settings import Settings
from tests.accounts.people import sign_in

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FILE = Path(__file__).parent / "paper.yaml"


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    return create_app(settings, clock=lambda: NOW).test_client()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", "paper", *arguments])


def test_a_file(tmp_path: Path):
    """A questionnaire file is printed in the languages asked for, one PDF each."""
    ran = run(str(FILE), "--language", "fa,en", "--out", str(tmp_path))
    files = [tmp_path / "visit-fa.pdf", tmp_path / "visit-en.pdf"]
    assert (ran.exit_code, ran.output.split()) == (0, [str(file) for file in files])
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)


def test_large_print_of_a_questionnaire_by_its_id(tmp_path: Path):
    """A questionnaire of the project is printed by its id; large print says so in its name."""
    ran = run("session-satisfaction", "--language", "ar", "--large", "--out", str(tmp_path))
    assert ran.output.strip() == str(tmp_path / "session-satisfaction-ar-large.pdf")


def test_an_unknown_questionnaire(tmp_path: Path):
    """A questionnaire that is not there is answered with those that are."""
    ran = run("nothing", "--out", str(tmp_path))
    assert (ran.exit_code, "association-register" in ran.output) == (1, True)


def test_an_unknown_language(tmp_path: Path):
    """A language that is not there is answered with those that are."""
    ran = run(str(FILE), "--language", "xx", "--out", str(tmp_path))
    assert (ran.exit_code, "“xx”" in ran.output) == (1, True)


def test_the_address_of_a_pdf(client: FlaskClient, settings: Settings):
    """The PDF has an address of its own, and is kept once it is printed."""
    first = client.get("/paper/session-satisfaction/fa.pdf")
    assert (first.status_code, first.mimetype) == (200, "application/pdf")
    assert client.get("/paper/session-satisfaction/fa.pdf").data == first.data
    assert len(list((settings.reports / "paper").iterdir())) == 1


@pytest.mark.parametrize("address", ["nothing/fa.pdf", "session-satisfaction/xx.pdf"])
def test_no_such_pdf(client: FlaskClient, address: str):
    """There is no page for an unknown questionnaire or language."""
    assert client.get(f"/paper/{address}").status_code == 404


def test_the_office_lists_what_can_be_printed(client: FlaskClient, settings: Settings):
    """The office is led to every questionnaire in every language and size; strangers are not."""
    assert client.get("/office/paper/").status_code == 302
    sign_in(client, "coordinator")
    page = client.get("/office/paper/?lang=en").text
    assert 'href="/paper/tal-afar-water/ar.pdf"' in page
    assert 'href="/paper/tal-afar-water/ar.pdf?size=large"' in page
    assert 'href="/office/paper/"' in client.get("/office/").text


def test_a_printed_version_can_be_typed_for_ever(client: FlaskClient, settings: Settings):
    """The version on a sheet is archived, whatever becomes of the file afterwards."""
    client.get("/paper/session-satisfaction/fa.pdf")
    [row] = client.application.extensions["mahalla"].database.query(
        "select questionnaire from questionnaire_versions"
    )
    assert row["questionnaire"] == "session-satisfaction"
