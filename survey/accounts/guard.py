"""The guard of every page: a view says who may open it, and without a word nobody may."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

from flask import Flask, abort, current_app, redirect, request, session
from flask_login import LoginManager, current_user
from werkzeug.wrappers import Response as Answer

from survey.accounts.model import Person, Reach
from survey.accounts.permissions import Permission
from survey.accounts.sessions import find_session
from survey.places.model import Project
from survey.places.store import list_asking, load_projects
from survey.site import current_site
from survey.storage.audit import Actor

KIOSK = "kiosk"
"""The name, in the signed cookie, of a kiosk: while it runs, passers-by hold the device."""

SIGN_IN = "/sign-in/"
"""Where people sign in; `next` is the page they came for."""

V = TypeVar("V", bound=Callable[..., object])


class SignedIn:
    """What Flask-Login keeps of a person: the token of their session, never their id."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, token: str, person: Person) -> None:
        self.token = token
        self.person = person

    def get_id(self) -> str:
        """Return what goes into the signed cookie."""
        return self.token


def open_to_all(view: V) -> V:
    """Let everybody open a page."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def allow(permission: Permission) -> Callable[[V], V]:
    """Let those open a page who may do this where its address points."""

    def mark(view: V) -> V:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def guard_request() -> None:
    """Answer “no such page” unless the view lets this person in, at this place.

    Nobody in particular is asked to sign in, whatever the address names.
    """
    if request.endpoint is None or is_file(request.endpoint):
        return
    view = current_app.view_functions[request.endpoint]
    if getattr(view, "open_to_all", False):
        return
    permission = getattr(view, "permission", None)
    if permission is None or KIOSK in session:
        abort(404)
    if current_person() is None:
        abort(_ask_to_sign_in())
    if not _reaches(places_of(permission), request.view_args or {}):
        abort(404)


def current_person() -> Person | None:
    """Return who is signed in; nobody while a passer-by holds the device."""
    if KIOSK in session or not current_user.is_authenticated:
        return None
    person: Person = current_user.person
    return person


def places_of(permission: Permission) -> Reach:
    """Return where the person who asks may do something."""
    person = current_person()
    return person.reach(permission) if person else Reach()


def require(permission: Permission, project: str, neighbourhood: str = "") -> None:
    """Answer “no such page” where this is not theirs to do."""
    if not places_of(permission).covers(project, neighbourhood):
        abort(404)


def projects_of(permission: Permission) -> list[Project]:
    """Return the projects where the person who asks may do something, with what is theirs."""
    reach = places_of(permission)
    narrowed = map(reach.narrow, load_projects(current_site().database))
    return [project for project in narrowed if project]


def touches_form(reach: Reach, form: str) -> bool:
    """Tell whether a questionnaire is asked where they are; one that nobody asks is everybody's."""
    asked = list_asking(current_site().database, form)
    return bool(reach) and (not asked or any(map(reach.touches, asked)))


def actor() -> str:
    """Name who asks as the audit trail does."""
    person = current_person()
    return Actor(f"person:{person.id}", request.remote_addr or "") if person else "site"


def start_guard(app: Flask) -> None:
    """Tell Flask-Login how a session is found.

    `init_app` would look into the cookie after every page, for a “remember me” we do not have, and
    so keep browsers from sharing pages that are the same for all.
    """
    manager = LoginManager()
    app.login_manager = manager  # type: ignore[attr-defined]
    manager.session_protection = None  # addresses change along the road, and tokens are secret

    manager.user_loader(_load)


def _load(token: str) -> SignedIn | None:
    site = current_site()
    person = find_session(site.database, site.clock(), token)
    return SignedIn(token, person) if person else None


def _ask_to_sign_in() -> Answer | int:
    """Lead who is not signed in to where one signs in; what they were sending cannot wait there."""
    if request.method not in ("GET", "HEAD"):
        return 401
    address = request.full_path.rstrip("?")
    return redirect(f"{SIGN_IN}?{urlencode({'next': address})}")


def is_file(endpoint: str) -> bool:
    """Tell whether an endpoint sends a file of the program: the same for everybody."""
    return endpoint == "static" or endpoint.endswith(".static")


def _reaches(reach: Reach, places: dict[str, object]) -> bool:
    """Tell whether what an address names is within reach; a form is its projects' form."""
    project, neighbourhood = str(places.get("project", "")), str(places.get("neighbourhood", ""))
    if project and neighbourhood:
        return reach.covers(project, neighbourhood)
    if project:
        return reach.touches(project)
    if "form" in places:
        return touches_form(reach, str(places["form"]))
    return bool(reach)
