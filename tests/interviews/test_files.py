"""Photos and recordings of interviews: sent ahead, taken by their kind, never anybody else's."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image

from survey.interviews.arrivals import forget_files, read_file
from survey.responses.attachments import find_attachment, list_attachments
from survey.responses.drafts import find_draft
from survey.responses.store import find_response
from tests.forms.conftest import make_project, make_site
from tests.interviews.conftest import FORMS
from tests.interviews.tablet import Tablet, register
from tests.interviews.test_interviews import LATER


def make_photo(colour: str = "#2e7d4f") -> bytes:
    written = BytesIO()
    picture = Image.new("RGB", (1600, 900), colour)
    exif = Image.Exif()
    exif[0x010F] = "The telephone of somebody"
    picture.save(written, "JPEG", exif=exif)
    return written.getvalue()


@pytest.fixture
def app(home):
    shutil.copy(FORMS / "media.yaml", home / "questionnaires")
    shutil.copytree(FORMS / "pictures", home / "questionnaires" / "pictures")
    return make_site(home, make_project("media"), make_project("media", "village"))


def write(tablet: Tablet, photo: str = "", **changed) -> dict:
    """Write a package with a photo that the tablet calls `7.jpg`."""
    typed = [["files", [["q-street_photo", "7.jpg"], ["q-lamp", "yes"]]]]
    version = tablet.site.questionnaires["media"].version
    files = {"7.jpg": photo} if photo else {}
    whole = {"form": "media", "version": version, "typed": typed, "files": files}
    return tablet.write(**{**whole, **changed})


def test_a_photo_comes_with_its_interview(tablet, database):
    """It is encoded anew as on a page: what its telephone wrote into it is gone."""
    package = write(tablet)
    answer, found = tablet.send_file(package["id"], "7.jpg", make_photo())
    assert (answer.status_code, answer.json["outcome"]) == (201, "new")

    assert tablet.send({**package, "files": {"7.jpg": found}}).json["outcome"] == "new"

    response = find_response(database, UUID(package["id"]), LATER)
    kept = find_attachment(database, response.id, response.answers["street_photo"])
    assert response.answers["lamp"] == "yes"
    assert Image.open(BytesIO(kept)).size == (1280, 720)
    assert b"telephone" not in kept
    assert database.query("select 1 from interview_files") == []


def test_nobody_waits_while_a_photo_is_read(tablet, database, monkeypatch):
    """Other interviews are read meanwhile: the turn is left before a file is opened."""
    seen = []

    def read(*asked):
        with ThreadPoolExecutor(1) as other:
            seen.append(other.submit(take_turn).result(5))
        return read_file(*asked)

    def take_turn():
        with database.turn:
            return "taken"

    package = write(tablet)
    _, found = tablet.send_file(package["id"], "7.jpg", make_photo())
    monkeypatch.setattr("survey.interviews.receiving.read_file", read)
    assert tablet.send({**package, "files": {"7.jpg": found}}).json["outcome"] == "new"
    assert seen == ["taken"]


def test_missing_files_are_asked_for(tablet, database):
    """The interview comes last: before its files it is not taken, and the tablet is told which."""
    package = write(tablet, "a" * 64)

    answer = tablet.send(package)

    assert (answer.status_code, answer.json) == (422, {"missing": ["a" * 64]})
    assert database.query("select 1 from interviews") == []


def test_an_interview_is_taken_without_a_photo_that_is_lost(tablet, database):
    """It waits for its interviewer, with every other answer; the photo is marked as unreadable."""
    package = write(tablet, "a" * 64)
    body = tablet.seal(package)
    assert tablet.put(package["id"], body, X_Mahalla_Lost="b" * 64).status_code == 422

    answer = tablet.put(package["id"], body, X_Mahalla_Lost=f"{'b' * 64},{'a' * 64}")

    assert (answer.status_code, answer.json["outcome"]) == (201, "waiting")
    draft = find_draft(database, UUID(package["id"]))
    assert draft.answers["lamp"] == "yes"
    assert "unreadable" in str(draft.answers["street_photo"])
    assert tablet.put(package["id"], body).json["outcome"] == "waiting"


def test_a_photo_that_came_is_kept_whatever_is_called_lost(tablet, database):
    """Only what is not there can be given up."""
    package = write(tablet)
    _, found = tablet.send_file(package["id"], "7.jpg", make_photo())
    body = tablet.seal({**package, "files": {"7.jpg": found}})

    answer = tablet.put(package["id"], body, X_Mahalla_Lost=found)

    assert (answer.status_code, answer.json["outcome"]) == (201, "new")
    response = find_response(database, UUID(package["id"]), LATER)
    assert find_attachment(database, response.id, response.answers["street_photo"])


def test_a_file_again_is_the_same_file(tablet, database):
    """Sent twice it is there once."""
    package = write(tablet)
    body = tablet.seal_file(package["id"], "7.jpg", make_photo())
    path = f"/files/{sha256(body).hexdigest()}"

    outcomes = [tablet.put(package["id"], body, path).json["outcome"] for _ in range(2)]

    assert outcomes == ["new", "repeated"]
    assert len(database.query("select 1 from interview_files")) == 1


def test_a_file_of_another_interview_does_not_count(tablet, database):
    """What was sealed for another id is asked for again: it lies at another address."""
    package, other = write(tablet), write(tablet)
    _, found = tablet.send_file(other["id"], "7.jpg", make_photo())

    answer = tablet.send({**package, "files": {"7.jpg": found}})

    assert answer.json == {"missing": [found]}


def test_a_file_under_another_name_waits_and_is_not_lost(tablet, database):
    """What the envelope does not call itself is not shown as the answer; both are kept."""
    package = write(tablet)
    _, found = tablet.send_file(package["id"], "8.jpg", make_photo())

    assert tablet.send({**package, "files": {"7.jpg": found}}).json["outcome"] == "waiting"

    draft = find_draft(database, UUID(package["id"]))
    assert draft.answers["street_photo"] == {"typed": ["!unreadable"]}
    assert len(database.query("select 1 from interview_files")) == 1


def test_what_is_no_photo_waits_for_its_interviewer(tablet, database):
    """It is refused as on a page, and the rest of the interview stays."""
    package = write(tablet)
    _, found = tablet.send_file(package["id"], "7.jpg", b"<svg onload=alert(1)>")

    assert tablet.send({**package, "files": {"7.jpg": found}}).json["outcome"] == "waiting"
    assert list_attachments(database, UUID(package["id"])) == []


def test_the_attachment_of_somebody_else_cannot_be_named(tablet, database):
    """An answer that names a file which is here already, but not of this interview, gets none."""
    first = write(tablet)
    _, found = tablet.send_file(first["id"], "7.jpg", make_photo())
    tablet.send({**first, "files": {"7.jpg": found}})
    [name] = list_attachments(database, UUID(first["id"]))
    second = write(tablet, typed=[["files", [["q-street_photo", name]]]])

    assert tablet.send(second).json["outcome"] == "waiting"
    assert list_attachments(database, UUID(second["id"])) == []


def test_a_photo_that_does_not_apply_is_not_kept(tablet, database):
    """A file that no answer names leaves with the envelope it came in."""
    package = write(tablet, typed=[["files", [["q-street_photo", ":refused"]]]])
    _, found = tablet.send_file(package["id"], "7.jpg", make_photo())

    assert tablet.send({**package, "files": {"7.jpg": found}}).json["outcome"] == "new"

    assert database.query("select 1 from attachments") == []
    assert database.query("select 1 from interview_files") == []


def test_a_file_for_another_project_is_refused(tablet, app, database):
    """Files are held to the device's projects as interviews are."""
    village = register(app, "village", token="token of the village")
    package = write(tablet)
    body = village.seal_file(package["id"], "7.jpg", make_photo())

    answer = tablet.put(package["id"], body, f"/files/{sha256(body).hexdigest()}")

    assert answer.status_code == 422
    assert database.query("select 1 from interview_files") == []


def test_an_interview_is_no_file(tablet, database):
    """Nor the other way round."""
    package = write(tablet)
    interview, file = tablet.seal(package), tablet.seal_file(package["id"], "7.jpg", b"x")

    path = f"/files/{sha256(interview).hexdigest()}"
    assert tablet.put(package["id"], interview, path).status_code == 400
    assert tablet.put(package["id"], file).status_code == 400


def test_a_photo_of_full_size_is_taken(tablet):
    """Sixteen megabytes, as telephones take them, fit; more does not."""
    package = write(tablet)

    assert tablet.send_file(package["id"], "7.jpg", b"x" * 16_000_000)[0].status_code == 201
    assert tablet.send_file(package["id"], "8.jpg", b"x" * 17_000_001)[0].status_code == 413


def test_files_without_an_interview_are_forgotten(tablet, database):
    """A tablet that still has the interview has its files, and is asked for them."""
    tablet.send_file(write(tablet)["id"], "7.jpg", b"x")

    assert forget_files(database, LATER) == 1
