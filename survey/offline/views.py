"""What a tablet keeps of the site: its desk in every language, its files, its worker."""

import json
from hashlib import sha256

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import allow, current_person, open_to_all
from survey.accounts.model import Person
from survey.accounts.permissions import COLLECT
from survey.accounts.sessions import list_sessions
from survey.accounts.signing import current_token
from survey.errors import N_
from survey.forms.assets import FOREVER, asset, send_asset, styles_address
from survey.forms.pages import keep_private
from survey.locale import Language
from survey.office import office_tool
from survey.offline.files import TYPES, WORKER, file_address, hash_build, list_files, read_file
from survey.offline.interview_views import pages as interview_pages
from survey.site import current_site, reader_language
from survey.translate.fallback import say_sentences

SCOPE = "/collect/"
ICONS = (("icon-192.png", "any"), ("icon-512.png", "any"), ("icon-512-maskable.png", "maskable"))
BACKGROUND, THEME = "#ffffff", "#0b5563"

blueprint = Blueprint("offline", __name__, template_folder="templates")
blueprint.add_app_template_global(file_address, "offline_file")
blueprint.register_blueprint(interview_pages)


@blueprint.get("/collect/")
@open_to_all
def choose_language() -> Answer:
    """Lead to the desk in the language that whoever holds the tablet is likely to read."""
    response = redirect(url_for(".show_desk", lang=reader_language().tag))
    response.vary.update(("Accept-Language", "Cookie"))
    return response


@blueprint.get("/office/tablet/")
@allow(COLLECT)
@office_tool(
    N_("Interviews without a network"),
    N_("Make this tablet ready, and ask people where there is no connection."),
    place=15,
)
def open_desk() -> Answer:
    """Lead from the office to the desk."""
    return redirect(url_for(".show_desk", lang=reader_language().tag))


@blueprint.get("/collect/<lang>/")
@open_to_all
def show_desk(lang: str) -> Response:
    """Show the desk: the same page for everybody, since tablets keep it."""
    response = make_response(_write_desk(_find_language(lang)))
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response


@blueprint.get("/collect/app.webmanifest")
@open_to_all
def describe_app() -> Response:
    """Describe the application to a browser that may install it, in the reader's language."""
    language = reader_language()
    described = {
        "id": SCOPE,
        "name": language.gettext("Mahalla interviews"),
        "short_name": language.gettext("Mahalla"),
        "description": language.gettext("Interviews in people's homes, with or without a network."),
        "lang": language.html_tag,
        "dir": language.direction,
        "start_url": url_for(".show_desk", lang=language.tag),
        "scope": SCOPE,
        "display": "standalone",
        "background_color": BACKGROUND,
        "theme_color": THEME,
        "icons": [_describe_icon(name, purpose) for name, purpose in ICONS],
    }
    text = json.dumps(described, ensure_ascii=False)
    response = Response(text, mimetype="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/collect/worker.js")
@open_to_all
def send_worker() -> Response:
    """Send the worker, which names all that belongs to its version: other content, other worker."""
    shells = {url_for(".show_desk", lang=one.tag): one for one in current_site().offered}
    pages = "\0".join(map(_write_desk, shells.values()))
    files = [
        *map(file_address, list_files()),
        styles_address(),
        asset("facilitator.css", "forms"),
        asset("dialog.css", "forms"),
        asset("icon.svg"),
    ]
    manifests = [url_for(".describe_app", lang=one.tag) for one in shells.values()]
    version = sha256(" ".join([pages, *files]).encode()).hexdigest()[:12]
    told = {"version": version, "shells": [*shells], "files": [*files, *manifests]}
    script = f"const BUILD = {json.dumps(told)};\n{read_file(WORKER).decode()}"
    response = Response(script, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = SCOPE
    return response


@blueprint.get("/collect/files/<build>/<name>")
@open_to_all
def send_file(build: str, name: str) -> Response:
    """Send a file of this build; those of other builds are gone, or on the tablets that need them.

    A file under the address of another build would be kept there for ever.
    """
    if build != hash_build() or name not in list_files():
        abort(404)
    kind = TYPES[name[name.rindex(".") :]]
    content = read_file(name)
    is_text = kind.startswith("text/")
    response = send_asset(content.decode(), kind) if is_text else Response(content, mimetype=kind)
    response.headers["Cache-Control"] = FOREVER
    return response


@blueprint.get("/collect/ready")
@allow(COLLECT)
def tell_person() -> Answer:
    """Tell a tablet who is signed in on it, since when, and the token to make it ready with."""
    person = current_person() or abort(404)
    told = {
        "csrf": generate_csrf(),
        "person": {"id": person.id, "name": person.title},
        "signed_in_at": _find_signed_in(person),
    }
    return keep_private(make_response(told))


def _find_signed_in(person: Person) -> str:
    """Find when somebody gave their password on this device; empty where it was but a PIN."""
    site = current_site()
    known = list_sessions(site.database, site.clock(), person.id, current_token())
    here = (one.made_at for one in known if one.is_here and not one.by_pin)
    return next((moment.isoformat() for moment in here), "")


def _find_language(tag: str) -> Language:
    found = next((one for one in current_site().offered if one.tag == tag), None)
    return found or abort(404)


def _write_desk(language: Language) -> str:
    return render_template(
        "offline/desk.html",
        language=language,
        _=say_sentences(language, current_site().languages),
        languages=current_site().offered,
        address=lambda other: url_for("offline.show_desk", lang=other.tag),
        styles=styles_address(),
        manifest=url_for("offline.describe_app", lang=language.tag),
    )


def _describe_icon(name: str, purpose: str) -> dict[str, str]:
    size = name.split("-")[1].removesuffix(".png")
    return {
        "src": file_address(name),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }
