"""Interviews out of a file: the same way, as often as one likes, with a word for each."""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from tests.interviews.tablet import GIVEN
from tests.interviews.test_keys import find_folder, run

HEAD = {"mahalla": "rescue", "format": 1, "device": "lost", "made_at": "2026-11-22T12:00:00Z"}


def write_line(interview: str, body: bytes, part: str = "interview") -> str:
    return json.dumps(
        {
            "id": interview,
            "part": part,
            "sha256": sha256(body).hexdigest(),
            "envelope": b64encode(body).decode(),
        }
    )


def write_file(path: Path, *lines: str, head: object = HEAD) -> str:
    path.write_text("\n".join([json.dumps(head), *lines, ""]), encoding="utf-8")
    return str(path)


def test_an_exported_interview_is_entered_once(site, tablet, tmp_path):
    """Again, or sent by the tablet after all, it is here already."""
    package = tablet.write()
    body = tablet.seal(package)
    file = write_file(tmp_path / "a.mahalla", write_line(package["id"], body))

    first, second = run(site, "rescue", file), run(site, "rescue", file)

    assert f"{package['id']}: entered" in first.output
    assert f"{package['id']}: was here already" in second.output
    assert tablet.put(package["id"], body).json["outcome"] == "repeated"
    assert len(site.database.query("select 1 from responses")) == 1


def test_files_come_along(site, tablet, tmp_path):
    """Sealed files stand before their interview; without them it is not taken."""
    package = tablet.write(files={"7.jpg": "a" * 64})
    sealed = tablet.seal_file(package["id"], "7.jpg", b"no photo of any question")
    whole = {**package, "files": {"7.jpg": sha256(sealed).hexdigest()}}
    lines = [
        write_line(package["id"], sealed, "file"),
        write_line(package["id"], tablet.seal(whole)),
    ]

    lacking = run(site, "rescue", write_file(tmp_path / "a", lines[1]))
    told = run(site, "rescue", write_file(tmp_path / "b", *lines))

    assert (lacking.exit_code, "lacks files" in lacking.output) == (1, True)
    assert (told.exit_code, "entered" in told.output) == (0, True)


def test_an_interview_whose_files_are_nowhere_is_entered_when_that_is_said(site, tablet, tmp_path):
    """With --without-lost a photo that no file holds costs nothing of the rest."""
    package = tablet.write(files={"7.jpg": "a" * 64})
    file = write_file(tmp_path / "a", write_line(package["id"], tablet.seal(package)))

    lacking, told = run(site, "rescue", file), run(site, "rescue", file, "--without-lost")

    assert (lacking.exit_code, "--without-lost" in lacking.output) == (1, True)
    assert (told.exit_code, "entered" in told.output) == (0, True)


def test_an_envelope_that_is_kept_remembers_which_files_are_lost(site, tablet):
    """Whoever brings the key back need not know that a photo was given up before."""
    package = tablet.write(files={"7.jpg": "a" * 64})
    body = tablet.seal(package)
    home = find_folder(site)
    away = home.rename(home.with_name("away"))
    kept = tablet.put(package["id"], body, X_Mahalla_Lost="a" * 64)
    away.rename(home)

    told = run(site, "rescue", "--kept")

    assert (kept.status_code, kept.json["outcome"]) == (202, "kept")
    assert (told.exit_code, "entered" in told.output) == (0, True)
    assert site.database.query("select 1 from kept_envelopes") == []


def test_each_is_told_by_itself(site, tablet, tmp_path):
    """A line that is torn, an interview of nobody and one that is well: the last is entered."""
    good, bad = tablet.write(), tablet.write(facilitator="nobody")
    torn = write_line(good["id"], tablet.seal(good))[:-40]
    lines = [torn, write_line(bad["id"], tablet.seal(bad)), "[]", '{"id": 7}']
    file = write_file(tmp_path / "a", *lines, write_line(good["id"], tablet.seal(good)))

    told = run(site, "rescue", file)

    assert told.exit_code == 1
    assert "a:2: This line is not whole" in told.output
    assert f"{bad['id']}: not taken: Whoever is named" in told.output
    assert f"{good['id']}: entered" in told.output


@pytest.mark.parametrize("content", [b"", b"{}", b"PK\x03\x04\xff\xfe", b"[" * 5000, b"null\n"])
def test_what_is_no_such_file_is_said(site, tmp_path, content):
    """Anything else than an export, and a file that is not there."""
    (tmp_path / "a").write_bytes(content)

    assert "not a file that a tablet" in run(site, "rescue", str(tmp_path / "a")).output
    assert "cannot be read" in run(site, "rescue", str(tmp_path / "b")).output


def test_what_was_kept_is_tried_again(site, tablet, tmp_path):
    """A contradiction that lay beside a draft stands beside its response, once that is there."""
    package = tablet.write(typed=[["people", [["q-age", "old"]]]])
    tablet.send(package)
    other = {**package, "typed": GIVEN}
    assert tablet.send(other).status_code == 409
    before = run(site, "rescue", "--kept")
    site.database.execute("delete from drafts")
    tablet.send({**package, "typed": [["people", [["q-age", "9"]]]]})

    after = run(site, "rescue", "--kept")

    assert "contradicts" in before.output
    assert "contradicts" in after.output
    assert len(site.database.query("select 1 from revisions")) == 1
    assert site.database.query("select 1 from kept_envelopes") == []
