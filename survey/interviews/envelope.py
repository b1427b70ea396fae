"""The envelope: what is sealed for a project on a tablet, and opened with its private key alone.

One line of JSON, then the ciphertext (docs/interviews.md). The line is a part of what is sealed:
changed in one sign, the envelope does not open.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from survey.errors import N_
from survey.interviews.refusing import UNFIT, UNREADABLE, RefusedError
from survey.responses.ids import is_time_ordered

FORMAT = 1
CURVE = SECP256R1()
KEY_BYTES, NONCE_BYTES, POINT_BYTES = 32, 12, 65
LONGEST_LINE = 1000
ID_DIGITS = 16
INTERVIEW = "interview"
"""The part of an envelope that holds the answers; every other part is the name of a file."""

FIELDS = {"format", "key", "id", "part", "ephemeral", "nonce"}

NO_ENVELOPE = N_("This is not an interview that was sealed on a tablet of Mahalla.")
NEWER = N_("This interview was sealed by a newer Mahalla. Install the newer version on the server.")
CHANGED = N_(
    "This interview cannot be opened: it was changed or damaged after it was sealed. Keep the copy "
    "on the tablet, and export it to a file."
)


@dataclass(frozen=True)
class Envelope:
    """What came: for whom it is sealed, which part of which interview it is, and the ciphertext.

    `line` are the bytes of the header as they came.
    """

    key: str
    id: UUID
    part: str
    ephemeral: bytes
    nonce: bytes
    line: bytes
    sealed: bytes


def name_key(public: bytes) -> str:
    """Return the id of a key pair, from the raw point of its public half."""
    return sha256(public).hexdigest()[:ID_DIGITS]


def write_point(key: EllipticCurvePublicKey) -> bytes:
    """Return the raw point of a public key: 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def read_envelope(body: bytes) -> Envelope:
    """Read the header of an envelope. Raises RefusedError where there is none."""
    line, _, sealed = body[: LONGEST_LINE + 1].partition(b"\n")
    if len(line) > LONGEST_LINE:
        raise RefusedError(UNREADABLE, NO_ENVELOPE)
    sealed = body[len(line) + 1 :]
    try:
        return _read_header(json.loads(line), line, sealed)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise RefusedError(UNREADABLE, NO_ENVELOPE) from error


def open_envelope(envelope: Envelope, private: EllipticCurvePrivateKey) -> bytes:
    """Return what is inside. Raises RefusedError where it was sealed otherwise, or changed."""
    try:
        point = EllipticCurvePublicKey.from_encoded_point(CURVE, envelope.ephemeral)
        cipher = AESGCM(_derive(private.exchange(ECDH(), point), envelope.line))
        return cipher.decrypt(envelope.nonce, envelope.sealed, envelope.line)
    except (InvalidTag, ValueError) as error:
        raise RefusedError(UNFIT, CHANGED) from error


def seal_envelope(public: bytes, interview: UUID, part: str, plain: bytes, nonce: bytes) -> bytes:
    """Seal something for whoever has the private half of a key, as a tablet does.

    `nonce` are twelve random bytes. Raises ValueError where `public` is no point.
    """
    once = generate_private_key(CURVE)
    header = {
        "format": FORMAT,
        "key": name_key(public),
        "id": str(interview),
        "part": part,
        "ephemeral": b64encode(write_point(once.public_key())).decode(),
        "nonce": b64encode(nonce).decode(),
    }
    line = json.dumps(header, separators=(",", ":")).encode()
    shared = once.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(CURVE, public))
    return line + b"\n" + AESGCM(_derive(shared, line)).encrypt(nonce, plain, line)


def _read_header(header: dict[str, object], line: bytes, sealed: bytes) -> Envelope:
    """Check every field. Raises ValueError, TypeError or KeyError where one is wrong."""
    if type(header["format"]) is not int:
        raise TypeError
    if header["format"] > FORMAT:
        raise RefusedError(UNFIT, NEWER)
    texts = {name: text for name, text in header.items() if isinstance(text, str)}
    interview, part = UUID(texts["id"]), texts["part"]
    ephemeral = b64decode(texts["ephemeral"], validate=True)
    nonce = b64decode(texts["nonce"], validate=True)
    is_whole = set(header) == FIELDS and header["format"] == FORMAT and part.isprintable()
    has_lengths = len(ephemeral) == POINT_BYTES and len(nonce) == NONCE_BYTES
    if not (is_whole and has_lengths and is_time_ordered(texts["id"]) and is_key_id(texts["key"])):
        raise ValueError
    return Envelope(texts["key"], interview, part, ephemeral, nonce, line, sealed)


def is_key_id(text: str) -> bool:
    """Tell whether a text can be the id of a key."""
    return len(text) == ID_DIGITS and set(text) <= set("0123456789abcdef")


def _derive(shared: bytes, line: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=b"", info=b"mahalla " + line).derive(shared)
