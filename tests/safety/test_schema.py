"""The addresses of the site described as OpenAPI, and schemathesis let loose on the description.

MAHALLA_CASES says how many requests each address gets from each person; the long check takes 40.
"""

import os

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error

from survey.accounts.guard import open_to_all
from tests.forms.conftest import make_project, make_site
from tests.safety.strangers import PART
from tests.safety.test_strangers import KNOWN, LEAK, open_client

CASES = int(os.environ.get("MAHALLA_CASES", "1"))
WHO = ("nobody", "resident", "facilitator", "coordinator", "committee", "partner", "administrator")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data", "application/json")


def describe(app: Flask) -> dict[str, object]:
    """Describe every address and method that the site has, found in the site itself."""
    paths: dict[str, dict[str, object]] = {}
    for rule in app.url_map.iter_rules():
        methods = (rule.methods or set()) & {"GET", "POST", "PUT", "DELETE", "PATCH"}
        address = PART.sub(lambda part: f"{{{part['name']}}}", rule.rule)
        parts = [
            {
                "name": part["name"],
                "in": "path",
                "required": True,
                "schema": say_values(part["name"]),
            }
            for part in PART.finditer(rule.rule)
        ]
        for method in methods:
            paths.setdefault(address, {})[method.lower()] = {
                "parameters": parts,
                "responses": {"default": {"description": "any"}},
                **(
                    {}
                    if method == "GET"
                    else {"requestBody": {"content": dict.fromkeys(FORMS, BODY)}}
                ),
            }
    about = {"title": "Mahalla", "version": "1"}
    return {"openapi": "3.0.3", "info": about, "paths": paths}


BODY = {"schema": {"type": "object", "additionalProperties": {"type": "string"}}}


def say_values(name: str) -> dict[str, object]:
    """Take the values that lead somewhere, and any other text."""
    known = KNOWN.get(name, [])
    return {"anyOf": [{"enum": known}, {"type": "string"}]} if known else {"type": "string"}


@pytest.fixture(scope="module")
def described(tmp_path_factory, root):
    """A site that also sends its description."""
    home = tmp_path_factory.mktemp("schema")
    (home / "translations").symlink_to(root / "translations")
    (home / "questionnaires").mkdir()
    tour = (root / "tests" / "forms" / "tour.yaml").read_text(encoding="utf-8")
    (home / "questionnaires" / "tour.yaml").write_text(tour, encoding="utf-8")
    app = make_site(home, make_project("tour"))
    app.config["WTF_CSRF_ENABLED"] = False
    description = describe(app)
    app.add_url_rule("/description.json", "description", open_to_all(lambda: description))
    return app


@pytest.mark.parametrize("who", WHO)
def test_no_request_of_the_description_fails(described, who):
    """No address answers with a failure or tells of the program, whatever is sent to it."""
    schema = schemathesis.openapi.from_wsgi("/description.json", described)
    operations = [found.ok() for found in schema.get_all_operations()]
    client = open_client(described, who)
    cookie = client.get_cookie("session")
    cookies = {"session": cookie.value} if cookie else {}
    assert len(operations) > 100

    @settings(
        max_examples=CASES * len(operations),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(st.sampled_from(operations).flatmap(lambda one: one.as_strategy()))
    def send(case):
        response = case.call(cookies=cookies, headers={"Accept-Encoding": "identity"})
        case.validate_response(response, checks=[not_a_server_error])
        assert not LEAK.search(response.content.decode("utf-8", "replace"))

    send()
