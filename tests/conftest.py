"""What every room's tests may use: the repository, a database, a small questionnaire."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.routing import Rule

from survey.questionnaire import load
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.reports.filling import Compiled
from survey.settings import Settings
from survey.storage.database import Database
from survey.storage.open import open_database
from tests.databases import SERVER, drop_databases, free_databases, place_database

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
STREET = """
id: street
title: Our street
unit: person
scales:
  agree:
    kind: rating
    missing: [dont_know, refused]
    options:
      - {name: disagree, code: 1, text: I disagree}
      - {name: neither, code: 2, text: Neither}
      - {name: agree, code: 3, text: I agree}
domains:
  street: {title: The street, polarity: strength}
sections:
  - id: walking
    title: Walking in our street
    questions:
      - {id: safe, scale: agree, text: I feel safe here., domain: street}
      - {id: light, scale: agree, text: It is well lit., domain: street}
"""


Flask.jinja_options["bytecode_cache"] = Compiled()  # each test makes sites of its own
KNOWN: dict[tuple[str, tuple[str, ...]], Questionnaire] = {}


def read_known(
    source: str,
    name: str,
    pictures: Path | None = None,
    parse: Callable[..., Questionnaire] = load.parse_questionnaire,
) -> Questionnaire:
    """Read a questionnaire of a site; one without mistakes only once for all tests."""
    there = pictures.iterdir() if pictures and pictures.is_dir() else ()
    key = (source, tuple(sorted(path.name for path in there)))
    if key not in KNOWN:
        KNOWN[key] = parse(source, name, pictures)
    return KNOWN[key]


load.parse_questionnaire = read_known  # `load_questionnaire` finds it there


def compile_late(
    rule: Rule,
    append_unknown: bool = True,
    compile_builder: Callable[..., Callable[..., tuple[str, str]]] = Rule._compile_builder,
) -> Callable[..., tuple[str, str]]:
    """Compile what writes the addresses of a route once one is written.

    Half the work of making a site is to compile that for each of its routes; a test needs few.
    """
    made: list[Callable[..., tuple[str, str]]] = []

    def write(rule: Rule, **values: object) -> tuple[str, str]:
        if not made:
            made.append(compile_builder(rule, append_unknown))
        return made[0](rule, **values)

    return write


Rule._compile_builder = compile_late


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what needs a PostgreSQL where none is, and there what looks into SQLite files."""
    needless = {
        "sqlite": pytest.mark.skipif(bool(SERVER), reason="looks into a SQLite file"),
        "postgres": pytest.mark.skipif(
            not SERVER, reason="there is no PostgreSQL: run it with .ci/with_postgres"
        ),
    }
    for item in items:
        for name, skip in needless.items():
            if item.get_closest_marker(name):
                item.add_marker(skip)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Take back the databases of a test on a server when it is over."""
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    yield
    if SERVER and folder:
        free_databases(folder)


def pytest_sessionfinish() -> None:
    """Leave no database behind on the server."""
    if SERVER:
        drop_databases()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One browser for all rooms: a process can hold no second one."""
    from tests.forms.browser import open_chromium

    with open_chromium() as browser:
        yield browser


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    database = place_database(tmp_path / "mahalla.db")
    return Settings(home=ROOT, database=database, reports=tmp_path / "reports")


@pytest.fixture
def database(settings: Settings) -> Database:
    return open_database(settings.database)


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def street_source() -> str:
    return STREET


@pytest.fixture(scope="session")
def street() -> Questionnaire:
    return parse_questionnaire(STREET, "street.yaml")
