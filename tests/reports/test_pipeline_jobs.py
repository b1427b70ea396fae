"""Printing everything from the office: jobs, what becomes of them, and their pages."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from flask.testing import FlaskClient

from survey.app import create_app
from survey.errors import Problem
from survey.reports.archive import zipped
from survey.reports.files import hold
from survey.reports.jobs import worker
from survey.reports.jobs.model import (
    Job,
    find_folder,
    find_job,
    find_workshop,
    load_job,
    save_job,
)
from survey.reports.jobs.worker import ask_for, attend, is_attended, run_job
from survey.settings import DatabasePlace, Settings
from tests.accounts.people import sign_in
from tests.reports.test_commands import NOW, stored

__all__ = ["stored"]

JOB = Job("east", ("en",), ("neighbourhood",))
PATIENCE = 120.0


@pytest.fixture
def settings(stored: DatabasePlace, tmp_path: Path) -> Settings:
    return Settings(database=stored, reports=tmp_path / "reports")


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(settings, lambda: NOW)
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_client() as client:
        sign_in(client, "coordinator")
        yield client


def wait_for(settings: Settings, state: str) -> Job:
    end = time.monotonic() + PATIENCE
    while (job := load_job(settings, "east")) is None or job.state != state:
        assert time.monotonic() < end, job
        time.sleep(0.05)
    return job


def test_it_works(settings: Settings):
    """A job in the queue is worked off: its folder holds everything, and it says how much."""
    with attend(settings):
        ask_for(settings, JOB)
        assert wait_for(settings, "done") == replace(JOB, state="done", done=2, of=2)
    assert (find_folder(settings, "east") / zipped.NAME).exists()


def test_a_restart(settings: Settings):
    """A job that was under way when the server was killed is done by the next one."""
    save_job(settings, replace(JOB, state="printing", done=1, of=2))
    with attend(settings):
        assert wait_for(settings, "done").done == 2


def test_stopping_the_server(settings: Settings):
    """A server that is stopped leaves its job unfinished, not failed."""
    save_job(settings, JOB)
    stop = Event()
    stop.set()
    run_job(settings, "east", stop)
    assert find_job(settings, "east") == replace(JOB, state="stopped", done=0, of=2)


def test_a_failure_is_a_sentence(settings: Settings):
    """What a person can mend is kept in words that any language can say."""
    find_folder(settings, "east").mkdir(parents=True)
    (find_folder(settings, "east") / "east-mill-neighbourhood-en.pdf").mkdir()
    save_job(settings, JOB)
    run_job(settings, "east", Event())
    job = find_job(settings, "east")
    assert job is not None
    assert job.state == "failed"
    assert "The file cannot be written" in job.problems[0].say()


def test_a_mishap_is_a_sentence(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    """Even a slip of the program leaves a sentence, and a job that can be started again."""

    def slip(*arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(worker, "make_archive", slip)
    save_job(settings, JOB)
    run_job(settings, "east", Event())
    assert find_job(settings, "east") == replace(
        JOB, state="failed", problems=(Problem(worker.MISHAP),)
    )


def test_a_worker_that_is_no_more(settings: Settings):
    """A job whose worker was killed is shown as stopped; as long as it lives, as under way."""
    job = replace(JOB, state="printing", done=1, of=2)
    save_job(settings, job)
    with hold(find_folder(settings, "east")):
        assert find_job(settings, "east") == job
    assert find_job(settings, "east") == replace(job, state="stopped")


def test_a_job_that_cannot_be_read(settings: Settings):
    """A broken file of a job counts as none."""
    save_job(settings, JOB)
    (find_workshop(settings) / "east.json").write_text(json.dumps({"project": "east"}))
    assert find_job(settings, "east") is None


def test_one_worker(settings: Settings):
    """A second server with the same folder leaves the queue to the first."""
    with attend(settings) as first, attend(settings) as second:
        assert (first, second, is_attended(settings)) == (True, False, True)
    assert not is_attended(settings)


def test_the_page_asks(client: FlaskClient):
    """The office is asked what to print; nothing chosen is said, and nothing is begun."""
    assert 'value="paper" checked' in client.get("/office/print/east").text
    answer = client.post("/office/print/east", data={"language": "en"})
    assert (answer.status_code, "Choose at least one language" in answer.text) == (422, True)
    assert "Every neighbourhood: neighbourhood report" in answer.text


def test_the_page_of_a_job(client: FlaskClient, settings: Settings):
    """A job begins once, however often it is asked for, and its page looks again by itself."""
    asked = {"language": ["en"], "product": ["neighbourhood"], "large": "1"}
    client.post("/office/print/east", data=asked)
    client.post("/office/print/east", data={"language": ["fa"], "product": ["paper"]})
    assert load_job(settings, "east") == replace(JOB, is_large=True)
    page = client.get("/office/print/east")
    assert "Nobody prints at the moment" in page.text
    assert page.headers["Refresh"] == "3"
    assert "Refresh" not in client.get("/office/print/east?still=1").headers


def test_the_page_of_a_job_that_failed(client: FlaskClient, settings: Settings):
    """A failure stands on the page with a button that starts again."""
    problem = Problem("There are no scores yet for “%(name)s”.", {"name": "east"})
    save_job(settings, replace(JOB, state="failed", problems=(problem,)))
    page = client.get("/office/print/east").text
    assert "There are no scores yet for “east”." in page
    assert "Start again" in page


@pytest.mark.parametrize("name", ["manifest.json", "..%2Feast.json", "other.pdf"])
def test_only_what_was_printed_is_sent(client: FlaskClient, settings: Settings, name: str):
    """Nothing but what the manifest names is sent from the folder."""
    folder = find_folder(settings, "east")
    folder.mkdir(parents=True)
    (folder / "other.pdf").write_bytes(b"mine")
    (folder / "manifest.json").write_text("{}")
    save_job(settings, JOB)
    assert client.get(f"/office/print/east/{name}").status_code == 404


def test_a_project_that_there_is_not(client: FlaskClient):
    """A project without figures has no such page."""
    assert client.get("/office/print/west").status_code == 404
