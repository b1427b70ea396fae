"""Interviews out of a file: exported from a tablet, or kept here until their key came back."""

import json
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from survey.errors import N_, MahallaError, Problem, Where
from survey.interviews.arrivals import list_kept, read_kept
from survey.interviews.devices import find_device_called
from survey.interviews.model import Outcome, Post
from survey.interviews.receiving import Office, receive_file, receive_interview
from survey.responses.ids import is_time_ordered

FORMAT = 1
NOT_READ = N_("This file cannot be read: %(reason)s.")
NO_RESCUE = N_(
    "This is not a file that a tablet of Mahalla exported. Export it again with “Export” in the "
    "list of unsent interviews."
)
BAD_LINE = N_("This line is not whole. Export the file again, if the tablet is still there.")


@dataclass(frozen=True)
class Rescued:
    """What became of an interview in a file; `reason` is set where it was not taken."""

    name: str
    outcome: Outcome | None
    reason: Problem | None = None


def rescue_file(
    office: Office, file: Path, now: datetime, without_lost: bool = False
) -> Iterator[Rescued]:
    """Enter every interview of an exported file by the way of those that are sent.

    Files of interviews are told of only where they are not taken. With `without_lost` an interview
    goes without those of its files that are nowhere. Raises MahallaError where this is no such
    file.
    """
    for number, line in _read_lines(file):
        where = Where(str(file), number)
        parcel = _parse(line)
        if parcel is None:
            yield Rescued("", None, Problem(BAD_LINE, where=where))
            continue
        part, post = parcel[0], Post(parcel[1], parcel[2], sha256(parcel[2]).hexdigest(), None, now)
        told = _receive(office, post, part, without_lost)
        if part == "interview" or told.reason:
            yield told


def retry_kept(
    office: Office,
    kept: Iterable[tuple[UUID, str]] | None = None,
    without_lost: bool = False,
) -> Iterator[Rescued]:
    """Try again to enter what was kept unopened, all of it or these ids and hashes, as it came.

    `without_lost` is as in `rescue_file`.
    """
    for interview, found in list_kept(office.database) if kept is None else kept:
        row = read_kept(office.database, interview, found)
        if row:
            device = find_device_called(office.database, row["device"])
            received_at = datetime.fromisoformat(row["received_at"])
            lost = frozenset(row["lost"].split(","))
            post = Post(
                interview, row["envelope"], found, device, received_at, is_retried=True, lost=lost
            )
            yield _receive(office, post, "interview", without_lost)


def _receive(office: Office, post: Post, part: str, without_lost: bool) -> Rescued:
    name = str(post.interview)
    try:
        reply = (receive_interview if part == "interview" else receive_file)(office, post)
        if reply.missing and without_lost:
            lost = post.lost.union(reply.missing)
            reply = receive_interview(office, replace(post, lost=lost))
    except MahallaError as error:  # also a file that is not the key it is called like
        return Rescued(name, None, error.problems[0])
    return Rescued(name, reply.outcome)


def _read_lines(file: Path) -> Iterator[tuple[int, str]]:
    """Read the lines of a file one by one: it may be larger than the memory."""
    where = Where(str(file))
    try:
        with file.open(encoding="utf-8") as opened:
            if not _is_rescue(opened.readline(1000)):
                raise MahallaError(Problem(NO_RESCUE, where=where))
            yield from ((number, line) for number, line in enumerate(opened, 2) if line.strip())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise MahallaError(Problem(NOT_READ, {"reason": reason}, where)) from error
    except UnicodeDecodeError as error:
        raise MahallaError(Problem(NO_RESCUE, where=where)) from error


def _is_rescue(line: str) -> bool:
    read = _read_json(line)
    return read.get("mahalla") == "rescue" and read.get("format") == FORMAT


def _parse(line: str) -> tuple[str, UUID, bytes] | None:
    """Read a line: which part, of which interview, its envelope; None where it is not whole."""
    read = _read_json(line)
    part, name, told, written = (read.get(key) for key in ("part", "id", "sha256", "envelope"))
    if not (isinstance(name, str) and isinstance(written, str) and is_time_ordered(name)):
        return None
    try:
        body = b64decode(written, validate=True)
    except ValueError:
        return None
    is_whole = sha256(body).hexdigest() == told and part in ("file", "interview")
    return (str(part), UUID(name), body) if is_whole else None


def _read_json(line: str) -> Mapping[str, object]:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
