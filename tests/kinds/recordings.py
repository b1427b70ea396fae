"""Recordings as small as their containers allow; nothing in them can be heard."""

import struct

EBML = b"\x1aE\xdf\xa3\x84\0\0\0\0"
OPEN = b"\x01\xff\xff\xff\xff\xff\xff\xff"


def make_ogg(seconds: float) -> bytes:
    first = b"OggS\0\2" + struct.pack("<q", 0) + b"\0" * 13 + b"OpusHead"
    return first + b"OggS\0\4" + struct.pack("<q", int(seconds * 48_000)) + b"\0" * 13


def make_webm(seconds: float, codec: bytes = b"A_OPUS") -> bytes:
    time = struct.pack(">I", int(seconds * 1000) - 500)
    block = b"\xa3\x85\x81" + struct.pack(">h", 500) + b"\x80x"
    return EBML + b"\x18S\x80g" + OPEN + codec + b"\x1fC\xb6u" + OPEN + b"\xe7\x84" + time + block


def make_mp4(seconds: float, brand: bytes = b"M4A ", track: bytes = b"soun") -> bytes:
    head = b"\0\0\0\0mvhd\0" + b"\0" * 11 + struct.pack(">II", 1000, int(seconds * 1000))
    handler = b"hdlr" + b"\0" * 8 + track
    return b"\0\0\0\x14ftyp" + brand + b"\0" * 8 + b"moov" + head + b"\0" * 80 + handler


def make_mp3(seconds: float) -> bytes:
    """Frames of 32 kbit/s, 4000 bytes a second."""
    frame = b"\xff\xfb\x10\xc4"
    return frame + b"\0" * int(seconds * 4000 - 4)
