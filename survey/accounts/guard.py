"""The guard of every page: a view says who may open it, and without a word nobody may."""

from collections.abc import Callable
from typing import TypeVar

from flask import abort, current_app, request, session
from flask_login import LoginManager, current_user

from survey.accounts.model import Person, Reach
from survey.accounts.permissions import Permission
from survey.accounts.sessions import find_session
from survey.places.store import load_projects
from survey.site import current_site

KIOSK = "kiosk"
"""The name, in the signed cookie, of a kiosk: while it runs, passers-by hold the device."""

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
    """Answer “no such page” unless the view lets this person in, at this place."""
    if request.endpoint is None or _is_file(request.endpoint):
        return
    view = current_app.view_functions[request.endpoint]
    if getattr(view, "open_to_all", False):
        return
    permission = getattr(view, "permission", None)
    places = request.view_args or {}
    if permission is None or not _reaches(places_of(permission), places):
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


def actor() -> str:
    """Name who asks as the audit trail does."""
    person = current_person()
    return f"person:{person.id}" if person else "site"


def start_guard(manager: LoginManager) -> None:
    """Tell Flask-Login how a session is found."""
    manager.session_protection = None  # addresses change along the road, and tokens are secret

    manager.user_loader(_load)


def _load(token: str) -> SignedIn | None:
    site = current_site()
    person = find_session(site.database, site.clock(), token)
    return SignedIn(token, person) if person else None


def _is_file(endpoint: str) -> bool:
    return endpoint == "static" or endpoint.endswith(".static")


def _reaches(reach: Reach, places: dict[str, object]) -> bool:
    """Tell whether what an address names is within reach; a form is its projects' form."""
    project, neighbourhood = str(places.get("project", "")), str(places.get("neighbourhood", ""))
    if project and neighbourhood:
        return reach.covers(project, neighbourhood)
    if project:
        return reach.touches(project)
    if "form" in places:
        return _reaches_form(reach, str(places["form"]))
    return bool(reach)


def _reaches_form(reach: Reach, form: str) -> bool:
    asked = [one for one in load_projects(current_site().database) if one.questionnaire == form]
    return reach.covers("") or any(reach.touches(project.id) for project in asked)
