"""What a committee finds: the reports of its own neighbourhoods, and no others."""

import pytest

from survey.app import create_app
from survey.settings import Settings
from tests.accounts.people import sign_in
from tests.reports.test_commands import NOW, stored

__all__ = ["stored"]


@pytest.fixture
def client(stored, tmp_path):
    settings = Settings(database=stored, reports=tmp_path / "reports")
    return create_app(settings, lambda: NOW).test_client()


def test_the_committee_finds_its_own_neighbourhood(client):
    """The list names theirs alone, to be printed in both sizes."""
    sign_in(client, "committee", "east", "mill")
    page = client.get("/office/reports/?lang=en").text

    assert "/office/reports/east/mill/workbook.pdf" in page
    assert "/office/reports/east/mill/neighbourhood.pdf?large=1" in page
    assert page.count("workbook.pdf") == 2


def test_the_workbook_comes_as_a_pdf_in_their_language(client):
    """What a session needs is sent without asking the office for it."""
    sign_in(client, "committee", "east", "mill")
    sent = client.get("/office/reports/east/mill/workbook.pdf?lang=fa")

    assert sent.data.startswith(b"%PDF-")
    assert "east-mill-workbook-fa.pdf" in sent.headers["Content-Disposition"]


@pytest.mark.parametrize(
    "address",
    ["/office/reports/east/nowhere/workbook.pdf", "/office/reports/east/mill/comparison.pdf"],
)
def test_what_there_is_not_is_no_page(client, address):
    """Neither an unknown neighbourhood nor a product about all of them is sent."""
    sign_in(client, "committee", "east")

    assert client.get(address).status_code == 404
