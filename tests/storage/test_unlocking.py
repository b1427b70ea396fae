"""The key of a database is known again: lost or exchanged, it is named and not replaced."""

import pytest

from survey.accounts.totp import make_secret, seal_secret
from survey.errors import MahallaError
from survey.storage.open import open_database
from survey.storage.sealing import open_vault
from survey.storage.unlocking import unlock
from tests.databases import place_database


@pytest.fixture
def path(tmp_path):
    return place_database(tmp_path / "mahalla.db")


def test_the_first_use_makes_the_key_and_the_database_knows_it(path):
    """The fingerprint tells nothing of the key, and opening again finds the same."""
    unlock(open_database(path))
    again = open_database(path)
    [row] = again.query("select * from seal_keys")
    assert unlock(again).digest("fingerprint", "") == row["fingerprint"]
    assert open_vault(path).path.read_text() != row["fingerprint"]


def test_a_lost_key_is_not_replaced_even_where_only_codes_were_sealed(path):
    """Secrets of codes, or of drafts, are enough; the file is not made anew."""
    seal_secret(open_database(path), "mina", make_secret())
    open_vault(path).path.unlink()
    again = open_database(path)
    with pytest.raises(MahallaError, match="is gone"):
        seal_secret(again, "mina", make_secret())
    assert not again.vault.has_key


def test_another_key_is_not_taken_for_the_own_one(path):
    """A key file of another site is refused by name, before anything is sealed with it."""
    unlock(open_database(path))
    open_vault(path).path.write_text("ab" * 32)
    with pytest.raises(MahallaError, match="does not hold the key") as caught:
        unlock(open_database(path))
    assert "mahalla.seal.key" in caught.value.problems[0].say()


def test_a_key_lost_before_fingerprints_were_kept_is_missed_too(path):
    """In a database of before, what is sealed there tells that there was a key."""
    database = open_database(path)
    database.execute(
        "insert into people (id, name, title, made_at, totp) values ('1', 'mina', 'M', 'x', 'y')"
    )
    with pytest.raises(MahallaError, match="is gone"):
        unlock(database)
