"""Recordings told apart by their first bytes, and how long they last, without decoding them."""

import struct
from collections.abc import Iterator

EBML, CLUSTER, TIMECODE, SIMPLE_BLOCK = b"\x1aE\xdf\xa3", b"\x1fC\xb6u", 0xE7, 0xA3
OPUS_RATE = 48_000
VIDEO_IN_WEBM, VIDEO_IN_MP4 = b"V_", b"vide"
MP3_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
HEAD = 4096
"""Bytes in which a container names what it holds."""


def find_container(content: bytes) -> str | None:
    """Return what the name of such a file ends in; None where it is no recording, or a film."""
    if content.startswith(b"OggS"):
        return "ogg"
    if content.startswith(EBML):
        return None if VIDEO_IN_WEBM in content.partition(CLUSTER)[0] else "webm"
    if content[4:8] == b"ftyp" and b"moov" in content:
        if b"hdlr" in content and VIDEO_IN_MP4 in _handlers(content):
            return None
        return "3gp" if content[8:10] == b"3g" else "m4a"
    if content.startswith(b"ID3") or _is_mp3_frame(content[:4]):
        return "mp3"
    return None


def measure(content: bytes, extension: str) -> float | None:
    """Return how many seconds a recording lasts; None where it does not say so."""
    match extension:
        case "ogg":
            return _measure_ogg(content)
        case "webm":
            return _measure_webm(content)
        case "mp3":
            return _measure_mp3(content)
    return _measure_mp4(content)


def _measure_ogg(content: bytes) -> float | None:
    """Read the position that the last page names, in samples of Opus."""
    last = content.rfind(b"OggS")
    if b"OpusHead" not in content[:HEAD] or last + 14 > len(content):
        return None
    (position,) = struct.unpack_from("<q", content, last + 6)
    return position / OPUS_RATE if position >= 0 else None


def _measure_webm(content: bytes) -> float | None:
    """Read the time of the last block of the last cluster, in milliseconds."""
    start = content.rfind(CLUSTER)
    if start < 0:
        return None
    at, time, latest = start + 4, 0, 0
    at += _size_of_size(content, at)
    while at + 2 <= len(content):
        element, at = content[at], at + 1
        size = _read_size(content, at)
        at += _size_of_size(content, at)
        if element == TIMECODE and size is not None:
            time = int.from_bytes(content[at : at + size])
        elif element == SIMPLE_BLOCK and at + 3 <= len(content):
            latest = max(latest, *struct.unpack_from(">h", content, at + 1))
        if not size:
            break
        at += size
    return (time + latest) / 1000


def _size_of_size(content: bytes, at: int) -> int:
    """Count the bytes that the size of an element takes, which its first one tells."""
    first = content[at] if at < len(content) else 0
    return 9 - first.bit_length() if first else 1


def _read_size(content: bytes, at: int) -> int | None:
    """Read the size of an element; None where it is left open."""
    length = _size_of_size(content, at)
    number = int.from_bytes(content[at : at + length]) & ((1 << 7 * length) - 1)
    return None if number == (1 << 7 * length) - 1 else number


def _measure_mp4(content: bytes) -> float | None:
    """Read the duration in the movie's header; a recording in fragments has none."""
    at = content.find(b"mvhd") + 4
    if at < 4 or at + 32 > len(content):
        return None
    pattern, start = (">IQ", at + 20) if content[at] else (">II", at + 12)
    scale, duration = struct.unpack_from(pattern, content, start)
    return duration / scale if scale and duration else None


def _handlers(content: bytes) -> Iterator[bytes]:
    """Yield the kinds of the tracks of a film."""
    at = content.find(b"hdlr")
    while at >= 0:
        yield content[at + 12 : at + 16]
        at = content.find(b"hdlr", at + 4)


def _is_mp3_frame(head: bytes) -> bool:
    return len(head) == 4 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] >> 4 < 15


def _measure_mp3(content: bytes) -> float | None:
    """Guess from the first frame how many bytes a second takes."""
    start = 0
    if content.startswith(b"ID3") and len(content) > 10:
        size = content[6] << 21 | content[7] << 14 | content[8] << 7 | content[9]
        start = 10 + size
    head = content[start : start + 4]
    if not _is_mp3_frame(head):
        return None
    is_first_version = head[1] & 0x18 == 0x18
    bitrate = MP3_BITRATES[head[2] >> 4] * (1 if is_first_version else 0.5)
    return (len(content) - start) * 8 / (bitrate * 1000) if bitrate else None
