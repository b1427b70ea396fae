"""Two pages for programs: whether the site is well, and figures of its work."""

from hmac import compare_digest
from ipaddress import ip_address

from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.blueprints import BlueprintSetupState

from survey.accounts.guard import open_to_all
from survey.errors import MahallaError
from survey.serve.answers import NAME, Answers, count_answer
from survey.serve.figures import write_figures
from survey.site import current_site

FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-Ip", "Via")
"""Whoever comes by a proxy is not on this computer, even where the proxy is."""

blueprint = Blueprint("serve", __name__)
blueprint.after_app_request(count_answer)


@blueprint.record_once
def _begin_counting(state: BlueprintSetupState) -> None:
    state.app.extensions[NAME] = Answers()


@blueprint.get("/health")
@open_to_all
def show_health() -> Response:
    """Say whether process and database answer and writes are taken, and when the last one was."""
    site = current_site()
    try:
        rows = site.database.query("select at from audit order by number desc limit 1")
    except MahallaError:
        rows = None
    is_well = rows is not None and site.writer.is_alive
    response = jsonify(
        status="ok" if is_well else "failing",
        database="ok" if rows is not None else "failing",
        writer="ok" if site.writer.is_alive else "stopped",
        last_write=rows[0]["at"] if rows else None,
    )
    response.status_code = 200 if is_well else 503
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/metrics")
@open_to_all
def show_figures() -> Response:
    """Give figures to who asks from this computer or has the token; to others there is no page."""
    if not (_has_token() or _is_here()):
        abort(404)
    answers: Answers = current_app.extensions[NAME]
    text = write_figures(current_site(), answers)
    response = Response(text, mimetype="text/plain; version=0.0.4")
    response.headers["Cache-Control"] = "no-store"
    return response


def _has_token() -> bool:
    token, given = current_site().settings.metrics_token, request.headers.get("Authorization", "")
    return bool(token) and compare_digest(f"Bearer {token}".encode(), given.encode())


def _is_here() -> bool:
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
