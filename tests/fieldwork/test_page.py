"""The page of the fieldwork: what it shows to whom, and that nothing of answers is on it."""

import re
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from survey.accounts.model import Membership
from survey.responses.drafts import save_draft
from survey.responses.model import Draft
from survey.responses.store import keep_version, submit
from survey.site import Site
from tests.fieldwork.conftest import (
    ANSWERS,
    FORM,
    OTHER,
    PROJECT,
    RATED,
    Send,
    Supervisor,
    make_id,
    write,
)
from tests.forms.conftest import NOW, make_site


def rows_of(page: str) -> list[list[str]]:
    """Read the tables of a page, cell by cell."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def test_it_works(supervisor: Supervisor, send: Send):
    """Interviews, refusals, minutes and silences stand by neighbourhood, person and day."""
    for number in range(5):
        send(number)
    send(5, consent="refused", answers={})
    rows = rows_of(supervisor.look().text)

    assert ["North", "5", "1", "0", "20 (20 – 20)", "0%", "0"] in [row[:7] for row in rows]
    assert ["sara", "5", "1", "0", "20 (20 – 20)", "0%"] in [row[:6] for row in rows]
    assert ["20 November 2026", "5", "1", ""] in rows


def test_few_interviews_tell_neither_times_nor_silences(supervisor: Supervisor, send: Send):
    """Below five they would be those of a household."""
    for number in range(4):
        send(number)

    assert ["North", "4", "0", "0", "–", "–", "0"] in [
        row[:7] for row in rows_of(supervisor.look().text)
    ]


def test_what_waits_is_counted(supervisor: Supervisor, site: Site):
    """An interview that was begun waits until it is sent; a correction is none."""
    form = site.questionnaires["tour"]
    draft = Draft(
        make_id(9), "tour", form.version, "en", "rated", {}, NOW, NOW,
        project="town", neighbourhood="south", collector="ali", mode="facilitator",
    )  # fmt: skip
    keep_version(site.database, NOW, "test", form, FORM)
    save_draft(site.database, draft)

    rows = [row[:4] for row in rows_of(supervisor.look().text)]
    assert ["South", "0", "0", "1"] in rows
    assert ["ali", "0", "0", "1"] in rows


def test_a_coordinator_of_a_part_sees_that_part(become: Callable[..., Supervisor], send: Send):
    """What came from the north is nothing in the south, and no page where it is named."""
    send(1, household="H1")
    send(2, household="H1")
    south = become(project="town", neighbourhood="south")
    page, flags = south.look().text, south.look("flags").text

    assert "North" not in page + flags
    assert "sara" not in page + flags
    assert "H1" not in flags
    assert become(project="town", neighbourhood="north").look("flags").text.count("H1") == 2
    typed = {"response": str(make_id(1)), "flag": "same_household", "note": "All is well."}
    assert south.post("/office/fieldwork/town/flags", **typed).status_code == 404


def test_others_find_no_page(become: Callable[..., Supervisor]):
    """Neither facilitators nor committees follow the fieldwork, nor who works elsewhere."""
    for one in (
        become("facilitator", project="town"),
        become("committee", project="town"),
        become("administrator"),
        become(project="hills"),
    ):
        assert one.look().status_code == 404
        assert one.look("arrivals").status_code == 404


def test_what_has_not_changed_is_not_sent_again(supervisor: Supervisor, send: Send):
    """The part that changes has a tag; another interview gives another one."""
    send(1)
    first = supervisor.look("arrivals")
    tag = first.headers["ETag"]

    assert first.headers["Cache-Control"] == "private, no-store"
    assert supervisor.look("arrivals", **{"If-None-Match": tag}).status_code == 304
    send(2)
    assert supervisor.look("arrivals", **{"If-None-Match": tag}).status_code == 200


def test_residents_are_not_watched(supervisor: Supervisor, send: Send):
    """Of what somebody sends alone the page has the day and no hour."""
    sent = send(1, channel="self", collector="", household="")
    page = supervisor.look().text

    assert "Without a facilitator" in page
    assert f"{sent.received_at.astimezone():%H:%M}" not in page


def test_somebody_looks_into_it(supervisor: Supervisor, site: Site, send: Send):
    """A note takes a sign off the list; the trail says who did it, and has no note."""
    send(1, household="H1")
    send(2, household="H1")
    supervisor.look()
    typed = {"response": str(make_id(1)), "flag": "same_household"}
    address = "/office/fieldwork/town/flags?lang=en"
    refused = supervisor.post(address, **typed, note=" ")
    kept = supervisor.post(address, **typed, note="Two families, one door.")

    assert (refused.status_code, kept.status_code) == (422, 303)
    assert "Write in a few words what you found." in refused.text
    assert supervisor.look("flags").text.count("H1") == 1
    assert "Two families, one door." in supervisor.look("flags?done=1").text
    [entry] = site.database.query("select * from audit where action = 'response.looked_into'")
    assert entry["actor"] == f"person:{supervisor.person.id}"
    assert (entry["project"], entry["neighbourhood"]) == ("town", "north")
    assert "families" not in entry["detail"]


def test_a_note_outlives_a_correction(supervisor: Supervisor, send: Send):
    """What was looked into stays so while the sign stays; measured again or not."""
    for number in (1, 2):
        send(number, household="H1")
    supervisor.look()
    typed = {"response": str(make_id(1)), "flag": "same_household", "note": "Looked at."}
    supervisor.post("/office/fieldwork/town/flags", **typed)
    send(3, household="H1")

    assert "Looked at." in supervisor.look("flags?done=1").text
    assert "This household has 3 interviews in this wave." in supervisor.look("flags").text


OTHER_WORDS = {"low": "high", "mid": "low", "high": "mid"}


def change(answers: dict[str, object]) -> dict[str, object]:
    """Say something else everywhere, as quickly, as fully and as evenly."""
    rated = {name: OTHER_WORDS[str(answers[name])] for name in RATED}
    numbers = {name: int(str(answers[name])) + 5 for name in OTHER}
    return {
        **rated,
        **numbers,
        "spot": "36.0020 50.0080",
        "said": "Something quite different.",
        "hurt": "yes",
        "doctor": "no",
        "phone": "09100000000",
    }


def build_twin(home: Path, root: Path, is_other: bool) -> Flask:
    """Build a site on which the same interviews were held, with the same or other answers."""
    (home / "questionnaires").mkdir(parents=True)
    (home / "translations").symlink_to(root / "translations")
    (home / "questionnaires" / "tour.yaml").write_text(FORM)
    app = make_site(home, PROJECT)
    site: Site = app.extensions["mahalla"]
    keep_version(site.database, NOW, "test", site.questionnaires["tour"], FORM)
    for number in range(12):
        sent = write(site, number, household=f"H{number // 2}")
        answers = change(dict(sent.answers)) if is_other else sent.answers
        submit(
            site.database,
            "facilitator sara",
            write(site, number, household=f"H{number // 2}", answers=answers),
        )
    return app


def test_no_page_tells_twins_apart(tmp_path: Path, root: Path):
    """Where only what was answered differs, every page is the same to the last byte."""
    seen = []
    for name in ("one", "two"):
        app = build_twin(tmp_path / name, root, is_other=name == "two")
        supervisor = Supervisor(app.test_client(), Membership("coordinator", "town"))
        pages = [supervisor.look(place).text for place in ("", "arrivals", "flags", "flags?done=1")]
        seen.append([re.sub(r'name="csrf_token" value="[^"]*"', "", page) for page in pages])

    assert seen[0] == seen[1]
    assert "same_household" in seen[0][2]
    assert all(str(answer) not in "".join(seen[0]) for answer in (ANSWERS["said"], "0912"))
