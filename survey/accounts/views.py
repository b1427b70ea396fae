"""Accounts over HTTP: signing in and out, following a link, one's own account, changing person."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from survey.accounts.account_views import pages as account_pages
from survey.accounts.change_views import pages as change_pages
from survey.accounts.code_views import pages as code_pages
from survey.accounts.guard import current_person
from survey.accounts.passwords import Hasher
from survey.accounts.permissions import ACCOUNT, COLLECT
from survey.accounts.sign_in_views import pages as sign_in_pages
from survey.accounts.signing import HASHER
from survey.accounts.welcome_views import pages as welcome_pages

blueprint = Blueprint(
    "accounts",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/accounts/static",
)
for pages in (sign_in_pages, welcome_pages, account_pages, code_pages, change_pages):
    blueprint.register_blueprint(pages)
blueprint.add_app_template_global(current_person)


@blueprint.app_template_global()
def may_collect() -> bool:
    """Tell whether who asks interviews, and so may share the device with others."""
    person = current_person()
    return person is not None and person.may(COLLECT)


@blueprint.app_template_global()
def may_change_account() -> bool:
    """Tell whether who asks came with a password, and not with a PIN."""
    person = current_person()
    return person is not None and person.may(ACCOUNT)


@blueprint.record_once
def _prepare(state: BlueprintSetupState) -> None:
    state.app.extensions[HASHER] = Hasher()
