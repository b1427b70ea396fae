"""The door for tablets: no cookie is looked at, only a token, a header of ours and the origin."""

import re
from datetime import timedelta
from hashlib import sha256

from flask import current_app, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Answer

from survey.accounts.throttle import find_network
from survey.errors import N_, MahallaError
from survey.forms.start_views import is_from_here
from survey.forms.throttle import Throttle
from survey.interviews.devices import find_device, is_news, note_seen
from survey.interviews.model import Device
from survey.interviews.refusing import ELSEWHERE, NOBODY, TOO_OFTEN, UNREADABLE, RefusedError
from survey.site import current_site, reader_language

CUSTOM, HASH, UNSENT = "X-Mahalla", "X-Content-SHA256", "X-Mahalla-Unsent"
"""Headers that a page elsewhere cannot send without asking first."""

STRANGERS, DEVICES = "mahalla.strange_tablets", "mahalla.busy_tablets"
MOST_STRANGE, MOST_SENT, SPAN = 60, 3000, timedelta(minutes=10)
"""What an address may try with tokens that are none, and what one tablet may send: more than
eighty interviews with all their files, and ten tablets behind one address do not meet."""

WAIT = {429: 60, 503: 60}
"""Seconds after which a tablet may try again, by the status of the answer."""

MOST_UNSENT = 100_000
NUMBER = re.compile(r"[0-9]{1,6}")

NOT_OURS = N_("This was not sent by the pages of this site.")
UNKNOWN = N_(
    "This tablet is not registered here any more. Sign in and register it again: nothing on it is "
    "lost."
)
TOO_MANY = N_("This tablet sends too much at once. It goes on by itself in a minute.")
NOT_WHOLE = N_("What arrived is not whole. It is sent again.")
NOT_NOW = N_("The server cannot take this at present. It is sent again by itself.")
TOO_LARGE = N_("What was sent is too large.")
OTHER = N_("This address is not used in that way.")


class TornError(RefusedError):
    """A body that changed on its way: it is simply sent again."""

    def __init__(self) -> None:
        super().__init__(UNREADABLE, NOT_WHOLE)


def make_throttles() -> dict[str, Throttle]:
    """Make what counts tablets that send too much, and addresses that guess at tokens."""
    return {STRANGERS: Throttle(MOST_STRANGE, SPAN), DEVICES: Throttle(MOST_SENT, SPAN)}


def let_device_in() -> Device:
    """Return the device whose token came along, and take note of it.

    Raises RefusedError for a page elsewhere, a token that is none, and a tablet too busy.
    """
    if request.headers.get(CUSTOM) != "1" or not is_from_here():
        raise RefusedError(ELSEWHERE, NOT_OURS)
    device = _find_device()
    site, busy = current_site(), current_app.extensions[DEVICES]
    now = site.clock()
    if not busy.admits(device.id, now):
        raise RefusedError(TOO_OFTEN, TOO_MANY)
    unsent = _read_unsent()
    if is_news(device, now, unsent):
        site.writer.write(lambda tx: note_seen(tx, now, device, unsent))
    return device


def read_body() -> tuple[bytes, str]:
    """Return what was sent, and its hash. Raises TornError where another hash was told."""
    body = request.get_data(cache=False)
    found = sha256(body).hexdigest()
    if request.headers.get(HASH, "").lower() != found:
        raise TornError
    return body, found


def answer(status: int, **told: object) -> Answer:
    """Answer in JSON, for nobody to keep."""
    response = jsonify(told)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    if status in WAIT:
        response.headers["Retry-After"] = str(WAIT[status])
    if status == NOBODY:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def answer_refused(error: RefusedError) -> Answer:
    """Say in a sentence why something was not taken."""
    if isinstance(error, TornError):
        return answer(error.status, retry=True, reason=reader_language().gettext(NOT_WHOLE))
    return answer(error.status, reason=error.problems[0].say(reader_language()))


def answer_failed(error: MahallaError) -> Answer:
    """Ask to try again later: the disk, the database or a limit is in the way, and it is logged."""
    for problem in error.problems:
        current_app.logger.error("%s: %s", problem.where, problem.message)
    return answer(503, reason=reader_language().gettext(NOT_NOW))


def answer_http(error: HTTPException) -> Answer:
    """Say what every address may answer, as tablets read it."""
    status = error.code or 500
    sentence = TOO_LARGE if status == 413 else NOT_NOW if status >= 500 else OTHER
    return answer(status, reason=reader_language().gettext(sentence))


def _find_device() -> Device:
    site, strangers = current_site(), current_app.extensions[STRANGERS]
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    device = find_device(site.database, token) if scheme == "Bearer" else None
    if device is not None and device.revoked_at is None:
        return device
    network, now = find_network(request.remote_addr or ""), site.clock()
    if not strangers.admits(network, now):
        raise RefusedError(TOO_OFTEN, TOO_MANY)
    raise RefusedError(NOBODY, UNKNOWN)


def _read_unsent() -> int | None:
    told = request.headers.get(UNSENT, "")
    return min(int(told), MOST_UNSENT) if NUMBER.fullmatch(told) else None
