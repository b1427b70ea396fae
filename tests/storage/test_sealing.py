"""What is sealed opens with its key, for its purpose and in its place, and nowhere else."""

import stat
from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.storage.open import open_database
from survey.storage.sealing import Vault, open_vault


@pytest.fixture(scope="module")
def vault(tmp_path_factory) -> Vault:
    return open_vault(tmp_path_factory.mktemp("sealing") / "mahalla.db")


@given(plain=st.text(), purpose=st.text(), about=st.text())
def test_what_is_sealed_opens_again(vault, plain, purpose, about):
    """Whatever text is sealed comes out as it went in."""
    assert vault.open(purpose, about, vault.seal(purpose, about, plain)) == plain


@given(plain=st.text(), place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_tampering_is_refused(vault, plain, place, bit):
    """One bit that was changed, anywhere, keeps it shut."""
    raw = bytearray(b64decode(vault.seal("identifiers", "a", plain)))
    raw[place % len(raw)] ^= 1 << bit

    with pytest.raises(MahallaError, match="cannot be opened"):
        vault.open("identifiers", "a", b64encode(raw).decode())


@given(written=st.text(max_size=60))
def test_what_was_never_sealed_is_refused(vault, written):
    """Anything else that stands in its place is said to be no seal, and nothing breaks."""
    with pytest.raises(MahallaError, match="cannot be opened"):
        vault.open("identifiers", "a", written)


@pytest.mark.parametrize(("purpose", "about"), [("identifiers", "b"), ("codes", "a")])
def test_another_place_or_purpose_is_refused(vault, purpose, about):
    """What was moved to another row, or taken for something else, stays shut."""
    sealed = vault.seal("identifiers", "a", "0912 345 67 89")

    with pytest.raises(MahallaError, match="cannot be opened"):
        vault.open(purpose, about, sealed)


def test_the_same_text_is_never_sealed_alike(vault):
    """Nobody sees in the database that two people have the same telephone."""
    assert vault.seal("p", "a", "0912") != vault.seal("p", "a", "0912")


def test_a_digest_depends_on_the_key(vault, tmp_path):
    """With another key the same text has another digest, so that guessing does not help."""
    other = open_vault(tmp_path / "other.db")

    assert vault.digest("p", "0912") == vault.digest("p", "0912")
    assert (
        len({vault.digest("p", "0912"), other.digest("p", "0912"), vault.digest("q", "0912")}) == 3
    )


def test_the_key_lies_beside_the_database_for_this_user_alone(tmp_path):
    """The file is made when something is sealed for the first time, and only its owner reads it."""
    database = open_database(tmp_path / "mahalla.db")
    assert not database.vault.has_key

    database.vault.seal("p", "a", "0912")

    [key] = tmp_path.glob("*.key")
    assert key.name == "mahalla.seal.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_another_process_opens_what_was_sealed(tmp_path):
    """The key outlives the process that made it."""
    sealed = open_vault(tmp_path / "mahalla.db").seal("p", "a", "0912")

    assert open_vault(tmp_path / "mahalla.db").open("p", "a", sealed) == "0912"


@pytest.mark.parametrize("written", ["", "zz", "00" * 31])
def test_a_damaged_key_is_not_used(tmp_path, written):
    """A key file with something else in it is named, and nothing is sealed with it."""
    (tmp_path / "mahalla.seal.key").write_text(written)

    with pytest.raises(MahallaError, match="does not hold the key") as caught:
        open_vault(tmp_path / "mahalla.db").seal("p", "a", "0912")
    assert "mahalla.seal.key" in caught.value.problems[0].say()
