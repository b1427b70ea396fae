"""Keys of projects: made once, kept beside the database, copied for two, renewed, put back."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli import main
from survey.errors import MahallaError
from survey.interviews.keys import ensure_key, find_current, has_private, list_keys
from survey.interviews.pairs import find_private
from survey.settings import own_file
from tests.databases import read_bytes, tell_database

SECRET = "four little words here"


def run(site, *words: str, typed: str = "") -> Result:
    database = ["--database", tell_database(site.settings.database)]
    return CliRunner().invoke(main, [*words, *database], input=typed)


def find_folder(site) -> Path:
    return own_file(site.settings.database, ".keys")


def test_the_private_key_lies_beside_the_database(site, now):
    """In a folder and a file that this user alone may read, and nowhere in the database."""
    key = ensure_key(site.database, now, "test", "town")

    [file] = find_folder(site).iterdir()
    assert file.name == f"{key.id}.pem"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    secret = file.read_text().splitlines()[1].encode()
    assert secret not in read_bytes(site.database)


def test_a_project_has_one_key_whoever_asks_first(site, now):
    """Eight tablets that are registered at once seal to the same key; no other file is left."""
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: ensure_key(site.database, now, "test", "town").id, range(8)))

    assert len(set(keys)) == 1
    assert [file.stem for file in find_folder(site).iterdir()] == keys[:1]


def test_making_one_says_that_nobody_holds_a_copy(site):
    """The command warns until two people hold copies, and making it again changes nothing."""
    first = run(site, "keys", "make", "town")
    again = run(site, "keys", "make", "town")

    assert first.exit_code == 0
    assert "nobody holds a copy" in first.output
    assert first.output == again.output
    assert len(list_keys(site.database)) == 1


def test_two_holders_and_the_warning_ends(site, tmp_path):
    """One copy is one too few, and the list says who has which."""
    run(site, "keys", "make", "town")
    one = run(
        site, "keys", "backup", "town", "--holder", "Sara", "--out", str(tmp_path / "1"),
        typed=f"{SECRET}\n{SECRET}\n",
    )  # fmt: skip
    two = run(
        site, "keys", "backup", "town", "--holder", "Omid", "--out", str(tmp_path / "2"),
        typed=f"{SECRET}\n{SECRET}\n",
    )  # fmt: skip
    listed = run(site, "keys", "list")

    assert "only Sara holds a copy" in one.output
    assert "WARNING" not in two.output
    assert "copies: Omid, Sara" in listed.output
    assert "WARNING" not in listed.output


def test_a_copy_is_sealed(site, tmp_path):
    """The file shows nothing of the key, is its holder's alone, and is never written over."""
    run(site, "keys", "make", "town")
    words = ("keys", "backup", "town", "--holder", "Sara", "--out", str(tmp_path / "copy"))
    run(site, *words, typed=f"{SECRET}\n{SECRET}\n")
    again = run(site, *words, typed=f"{SECRET}\n{SECRET}\n")

    written = (tmp_path / "copy").read_bytes()
    assert written.startswith(b"age-encryption.org/v1")
    assert b"PRIVATE" not in written
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600
    assert (again.exit_code, "already a file" in again.output) == (1, True)


def test_a_short_passphrase_is_refused(site, tmp_path):
    """Whoever finds a copy can try passphrases for ever."""
    run(site, "keys", "make", "town")
    out = str(tmp_path / "copy")

    told = run(site, "keys", "backup", "town", "--holder", "Sara", "--out", out, typed="ab\nab\n")

    assert "at least 12" in told.output
    assert not Path(out).exists()


def test_a_lost_key_is_put_back_and_what_waited_is_entered(site, tablet, tmp_path):
    """The folder burns: interviews are kept as they come, and entered once the copy is restored."""
    backup = ("keys", "backup", "town", "--holder", "Sara", "--out", str(tmp_path / "copy"))
    run(site, *backup, typed=f"{SECRET}\n{SECRET}\n")
    for file in find_folder(site).iterdir():
        file.unlink()
    package = tablet.write()
    body = tablet.seal(package)
    kept = tablet.put(package["id"], body)
    again = tablet.put(package["id"], body)
    listed = run(site, "keys", "list")

    told = run(site, "keys", "restore", str(tmp_path / "copy"), typed=f"{SECRET}\n")

    assert [(one.status_code, one.json["outcome"]) for one in (kept, again)] == [(202, "kept")] * 2
    assert "THE PRIVATE KEY IS NOT HERE" in listed.output
    assert f"Put back {tablet.key.id}" in told.output
    assert f"{package['id']}: entered" in told.output
    assert len(site.database.query("select 1 from responses")) == 1
    assert site.database.query("select 1 from kept_envelopes") == []
    assert tablet.put(package["id"], body).json["outcome"] == "repeated"


def test_a_lost_seal_key_is_not_replaced_by_an_interview(site, tablet):
    """The tablet keeps what it sends until the key is back; nobody would find its twin again."""
    tablet.send(tablet.write())
    key = site.database.vault.path
    away = key.replace(key.with_name("away"))
    package = tablet.write()
    refused = tablet.send(package)
    is_there = key.exists()
    away.replace(key)
    assert (refused.status_code, is_there) == (503, False)
    assert tablet.send(package).status_code == 201


def test_a_wrong_passphrase_opens_nothing(site, tmp_path):
    """And says so in a sentence, as a file that is no copy does."""
    run(site, "keys", "make", "town")
    copy = tmp_path / "copy"
    run(
        site, "keys", "backup", "town", "--holder", "S", "--out", str(copy),
        typed=f"{SECRET}\n{SECRET}\n",
    )  # fmt: skip
    (tmp_path / "none").write_bytes(b"nothing")

    for file in (copy, tmp_path / "none"):
        told = run(site, "keys", "restore", str(file), typed="another one, wrong\n")
        assert (told.exit_code, "not a copy of keys" in told.output) == (1, True)


def test_a_copy_opens_on_another_computer(site, tablet, tmp_path, home):
    """A new server with a restored database, or a registered project, opens old interviews."""
    from tests.forms.conftest import make_project, make_site

    run(
        site, "keys", "backup", "town", "--holder", "S", "--out", str(tmp_path / "copy"),
        typed=f"{SECRET}\n{SECRET}\n",
    )  # fmt: skip
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("translations", "questionnaires"):
        (elsewhere / name).symlink_to(home / name)
    other = make_site(elsewhere, make_project("tour")).extensions["mahalla"]

    run(other, "keys", "restore", str(tmp_path / "copy"), typed=f"{SECRET}\n")

    [key] = list_keys(other.database)
    assert key.id == tablet.key.id
    assert has_private(other.database, key)
    assert find_current(other.database, "town") is None


def test_rotation_keeps_what_opens_older_interviews(site, tablet):
    """New interviews are sealed to the new key; those on the road still open with the old one."""
    package = tablet.write()
    body = tablet.seal(package)

    told = run(site, "keys", "rotate", "town")

    assert "still opens" in told.output
    [town] = tablet.day().json["projects"]
    assert town["key"]["id"] != tablet.key.id
    assert tablet.put(package["id"], body).json["outcome"] == "new"


def test_every_step_stands_in_the_trail(site, tmp_path):
    """Making, copying and renewing a key: who held which copy can be read there."""
    run(site, "keys", "make", "town")
    run(
        site, "keys", "backup", "town", "--holder", "Sara", "--out", str(tmp_path / "copy"),
        typed=f"{SECRET}\n{SECRET}\n",
    )  # fmt: skip
    run(site, "keys", "rotate", "town")

    rows = site.database.query(
        "select action, subject, detail from audit where action like 'key.%'"
    )
    assert [row["action"] for row in rows] == ["key.made", "key.backed_up", "key.rotated"]
    assert {row["subject"] for row in rows} == {"project:town"}
    assert "Sara" in rows[1]["detail"]


def test_a_file_that_holds_another_key_is_noticed(site, now):
    """Exchanged files open nothing, and say which file it is."""
    key, other = (ensure_key(site.database, now, "test", name) for name in ("town", "village"))
    folder = find_folder(site)
    (folder / f"{key.id}.pem").write_text((folder / f"{other.id}.pem").read_text())

    with pytest.raises(MahallaError, match="not the private key that belongs here"):
        find_private(site.database.vault, key.id)


def test_a_key_that_an_older_backup_does_not_know_is_adopted(site, tablet):
    """The database is older than the key: what was sealed to it is kept, and entered with it."""
    for table in ("key_copies", "project_keys"):
        site.database.execute(f"delete from {table}")
    package = tablet.write()
    kept = tablet.put(package["id"], tablet.seal(package))
    listed, asked = run(site, "keys", "list"), run(site, "doctor")

    told = run(site, "keys", "adopt", "town", tablet.key.id)

    assert kept.json["outcome"] == "kept"
    assert f"mahalla keys adopt PROJECT {tablet.key.id}" in listed.output
    assert f"mahalla keys adopt PROJECT {tablet.key.id}" in " ".join(asked.output.split())
    assert f"{package['id']}: entered" in told.output
    assert find_current(site.database, "town") is None
    assert "key.adopted" in {
        row["action"] for row in site.database.query("select action from audit")
    }


@pytest.mark.parametrize("key", ["0123456789abcdef", "../secret", ""])
def test_a_key_that_is_not_here_or_has_a_project_is_not_adopted(site, tablet, key):
    """Nothing is taken from a project that has it, and no file elsewhere is opened."""
    told = run(site, "keys", "adopt", "town", key or tablet.key.id)

    assert (told.exit_code, "mahalla keys list" in told.output) == (1, True)


def test_a_project_that_is_not_there_has_no_key(site):
    """The sentence names the command that lists those there are."""
    told = run(site, "keys", "make", "nowhere")

    assert (told.exit_code, "mahalla places list" in told.output) == (1, True)


def test_the_doctor_says_what_is_missing(site, tablet):
    """Too few copies, a private key that is gone, interviews that wait for it."""
    healthy = run(site, "doctor")
    for file in find_folder(site).iterdir():
        file.unlink()
    tablet.send(tablet.write())
    told = run(site, "doctor")

    assert "there are 0 recovery copies" in healthy.output
    assert "is missing or another one" in told.output
    assert "1 interviews from tablets wait" in told.output
