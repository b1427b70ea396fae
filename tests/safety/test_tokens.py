"""No page takes what another site made a browser send: every form carries a token of ours."""

from datetime import UTC, datetime

from survey.app import create_app
from survey.settings import Settings
from tests.accounts.people import sign_in
from tests.accounts.test_walk import list_doors

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
WITHOUT = {
    "forms.start.begin_form",
    "interviews.upload.put_interview",
    "interviews.upload.put_file",
}
"""Start pages are the same for all and look at where a request is from; tablets send no cookie."""


def test_what_comes_without_a_token_is_refused(settings: Settings) -> None:
    """Whoever is signed in, whatever it is: 400, before anything else is looked at."""
    app = create_app(settings, lambda: NOW)
    client = app.test_client()
    sign_in(client, "administrator")
    taken = {
        rule.endpoint
        for method, address, rule in list_doors(app)
        if method != "GET" and client.open(address, method=method).status_code != 400
    }
    assert taken == WITHOUT
