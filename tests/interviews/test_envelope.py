"""The envelope: opened with the right key, whole, and in no other way."""

import json
from base64 import b64encode
from pathlib import Path
from uuid import UUID

import pytest

from survey.interviews.envelope import open_envelope, read_envelope, seal_envelope
from survey.interviews.pairs import Pair, draw_pair, read_pair, read_private
from survey.interviews.refusing import RefusedError

VECTORS = json.loads((Path(__file__).parent / "envelope.json").read_text(encoding="utf-8"))
ID = UUID("019aab5c-0000-7000-8000-000000000001")
NONCE = b"twelve bytes"


@pytest.fixture(scope="module")
def pair() -> Pair:
    return draw_pair()


def seal(pair: Pair, plain: bytes = "سلام".encode(), part: str = "interview") -> bytes:
    return seal_envelope(pair.public, ID, part, plain, NONCE)


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda one: one["name"])
def test_what_others_sealed_is_opened(vector):
    """Envelopes of the shared file, sealed here and in a browser, open to the same bytes."""
    private = read_private(VECTORS["private_pem"])

    opened = open_envelope(read_envelope(bytes.fromhex(vector["envelope"])), private)

    assert opened == vector["plain"].encode()


def test_the_shared_file_names_its_key():
    """Both halves of the key in the shared file belong together, and so does its id."""
    pair = read_pair(VECTORS["private_pem"])

    assert VECTORS["public"] == b64encode(pair.public).decode()
    assert VECTORS["key"] == pair.id


def test_it_opens_with_its_own_key_alone(pair):
    """Another key, even one of the same name, opens nothing."""
    sealed = read_envelope(seal(pair))

    assert open_envelope(sealed, read_private(pair.pem)) == "سلام".encode()
    with pytest.raises(RefusedError, match="cannot be opened"):
        open_envelope(sealed, read_private(draw_pair().pem))


def test_a_sign_that_was_changed_is_noticed(pair):
    """The header is sealed too: no envelope becomes the one of another interview or file."""
    body = seal(pair, part="photo.jpg")
    for old, new in ((b"photo", b"phote"), (str(ID).encode(), str(ID)[:-1].encode() + b"2")):
        moved = read_envelope(body.replace(old, new))
        with pytest.raises(RefusedError, match="cannot be opened"):
            open_envelope(moved, read_private(pair.pem))


@pytest.mark.parametrize("place", [-1, -17, 400])
def test_a_damaged_ciphertext_does_not_open(pair, place):
    """One bit is enough."""
    body = bytearray(seal(pair, b"x" * 300))
    body[place] ^= 1

    with pytest.raises(RefusedError):
        open_envelope(read_envelope(bytes(body)), read_private(pair.pem))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\n",
        b"{}\nabc",
        b"[]\nabc",
        b"null\n",
        b"{" + b'"a":' * 400 + b"\n",
        b"[" * 900 + b"\n",
        b"x" * 5000,
        b"\xff\xfe\n",
        b'{"format":1}\n',
    ],
)
def test_what_is_no_envelope_is_refused_in_a_sentence(body):
    """Whatever comes, there is one sentence for it."""
    with pytest.raises(RefusedError, match="not an interview that was sealed"):
        read_envelope(body)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "019aab5c-0000-4000-8000-000000000001"),
        ("id", "{019aab5c-0000-7000-8000-000000000001}"),
        ("id", 7),
        ("key", "../../etc/passwd"),
        ("key", "ABCDEF0123456789"),
        ("part", "a\u0000b"),
        ("part", None),
        ("ephemeral", "AAAA"),
        ("ephemeral", "not base64!"),
        ("nonce", "AAAA"),
        ("format", "1"),
        ("format", True),
        ("more", "x"),
    ],
)
def test_a_field_that_is_wrong_is_refused(pair, name, value):
    """Every field of the header is held to its form."""
    line, _, sealed = seal(pair).partition(b"\n")
    changed = json.dumps({**json.loads(line), name: value}).encode()

    with pytest.raises(RefusedError):
        read_envelope(changed + b"\n" + sealed)


def test_a_newer_envelope_says_that_the_server_is_old(pair):
    """Then somebody installs the newer version, and the tablet keeps the interview meanwhile."""
    line, _, sealed = seal(pair).partition(b"\n")

    with pytest.raises(RefusedError, match="newer"):
        read_envelope(json.dumps({**json.loads(line), "format": 2}).encode() + b"\n" + sealed)
