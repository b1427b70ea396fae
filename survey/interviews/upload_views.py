"""What tablets send: sealed interviews and their files, each to the address of its id."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, request
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import open_to_all
from survey.errors import MahallaError
from survey.interviews.arrivals import forget_files
from survey.interviews.door import (
    answer,
    answer_failed,
    answer_http,
    answer_refused,
    let_device_in,
    make_throttles,
    read_body,
)
from survey.interviews.model import Post, Reply
from survey.interviews.receiving import OTHER_ADDRESS, Office, receive_file, receive_interview
from survey.interviews.refusing import UNREADABLE, RefusedError
from survey.responses.ids import is_time_ordered
from survey.site import NAME, Site, current_site

MOST_INTERVIEW, MOST_FILE = 4_000_000, 17_000_000
"""Bytes of an envelope: all answers and notes of a long form, one photo as a telephone takes it."""

LOST, HASH = "X-Mahalla-Lost", re.compile(r"\b[0-9a-f]{64}\b")
"""The header that names files which are nowhere any more: their interview is taken without them."""

FILES_KEPT = timedelta(days=90)

STATUS = {
    "new": 201,
    "waiting": 201,
    "repeated": 200,
    "revised": 200,
    "kept": 202,
    "conflict": 409,
    "withdrawn": 410,
}
LARGE = {
    "interviews.upload.put_interview": MOST_INTERVIEW,
    "interviews.upload.put_file": MOST_FILE,
}

pages = Blueprint("upload", __name__)
pages.register_error_handler(RefusedError, answer_refused)
pages.register_error_handler(MahallaError, answer_failed)
pages.register_error_handler(HTTPException, answer_http)


@pages.app_url_value_preprocessor
def _let_envelopes_in(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Let large bodies in that are no forms: those nobody reads before the token was looked at."""
    if endpoint in LARGE and request.method == "PUT" and not request.mimetype.startswith("multi"):
        request.max_content_length = LARGE[endpoint]


@pages.record_once
def _set_up(state: BlueprintSetupState) -> None:
    """Set up what guards these addresses: a device's token and a header, not a token of our pages.

    What waits too long for its interview is dropped whenever the site starts, as drafts are.
    """
    for view in (put_interview, put_file):
        state.app.extensions["csrf"].exempt(view)
    state.app.extensions.update(make_throttles())
    site: Site = state.app.extensions[NAME]
    forget_files(site.database, site.clock() - FILES_KEPT)


@pages.put("/interviews/<interview>")
@open_to_all
def put_interview(interview: str) -> Answer:
    """Enter a sealed interview; the same again changes nothing."""
    lost = frozenset(HASH.findall(request.headers.get(LOST, "")))
    office = _office()
    with office.database.turn:
        post = replace(_receive(interview), lost=lost)
        reply = receive_interview(office, post)
    return _tell(post, reply)


@pages.put("/interviews/<interview>/files/<sha256>")
@open_to_all
def put_file(interview: str, sha256: str) -> Answer:
    """Keep a sealed file until its interview comes."""
    post = _receive(interview)
    if post.sha256 != sha256:
        raise RefusedError(UNREADABLE, OTHER_ADDRESS)
    return _tell(post, receive_file(_office(), post))


def _receive(interview: str) -> Post:
    """Let a device in and read what it sent; nothing is read of who may not."""
    device = let_device_in()
    if not is_time_ordered(interview):
        raise RefusedError(UNREADABLE, OTHER_ADDRESS)
    body, found = read_body()
    now, address = current_site().clock(), request.remote_addr or ""
    return Post(UUID(interview), body, found, device, now, address)


def _office() -> Office:
    site = current_site()
    return Office(site.database, site.writer.write, site.languages)


def _tell(post: Post, reply: Reply) -> Answer:
    if reply.outcome == "missing":
        return answer(422, missing=list(reply.missing))
    now, name = current_site().clock().isoformat(), str(post.interview)
    return answer(STATUS[reply.outcome], id=name, outcome=reply.outcome, server_time=now)
