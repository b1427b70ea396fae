"""The pages of a form over HTTP: start, sections, review, thanks, and taking it up again."""

from flask import Blueprint, Response
from flask.blueprints import BlueprintSetupState

from survey.accounts.guard import open_to_all
from survey.forms.assets import (
    asset,
    keep_for_ever,
    script_address,
    send_asset,
    write_script,
    write_styles,
)
from survey.forms.attachment_views import pages as attachment_pages
from survey.forms.card_views import pages as card_pages
from survey.forms.comfort import is_large, other_size, remember_size
from survey.forms.draft_views import pages as draft_pages
from survey.forms.end_views import pages as end_pages
from survey.forms.facilitator_views import pages as facilitator_pages
from survey.forms.kind_views import pages as kind_pages
from survey.forms.kiosk import current_kiosk
from survey.forms.kiosk_views import keep_inside, setting_up
from survey.forms.kiosk_views import pages as kiosk_pages
from survey.forms.leave_views import leave_address
from survey.forms.leave_views import pages as leave_pages
from survey.forms.link_views import pages as link_pages
from survey.forms.map_views import pages as map_pages
from survey.forms.recordings import find_recordings
from survey.forms.recordings import pages as recording_pages
from survey.forms.resume_views import pages as resume_pages
from survey.forms.start_views import pages as start_pages
from survey.forms.start_views import show_current
from survey.forms.starting import mark_consent
from survey.forms.styles import allow_styles, link_styles

blueprint = Blueprint(
    "forms",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/forms/static",
)
# The pages of single kinds lie in the folders of the kinds.
blueprint.register_blueprint(Blueprint("kinds", "survey.kinds", template_folder=".."))
blueprint.register_blueprint(start_pages)
blueprint.register_blueprint(draft_pages)
blueprint.register_blueprint(attachment_pages)
blueprint.register_blueprint(end_pages)
blueprint.register_blueprint(facilitator_pages)
blueprint.register_blueprint(kind_pages)
blueprint.register_blueprint(map_pages)
blueprint.register_blueprint(resume_pages)
blueprint.register_blueprint(link_pages)
blueprint.register_blueprint(card_pages)
blueprint.register_blueprint(leave_pages)
blueprint.register_blueprint(kiosk_pages)
blueprint.register_blueprint(setting_up)
blueprint.register_blueprint(recording_pages)
blueprint.add_app_template_global(asset)
blueprint.add_app_template_global(script_address)
blueprint.add_app_template_global(link_styles)
for tell in (
    current_kiosk,
    find_recordings,
    is_large,
    leave_address,
    mark_consent,
    other_size,
):
    blueprint.add_app_template_global(tell)
blueprint.before_app_request(keep_inside)
blueprint.after_app_request(remember_size)
blueprint.after_app_request(keep_for_ever)
blueprint.after_app_request(allow_styles)
blueprint.add_url_rule("/f/<form>/", "begin", open_to_all(show_current))
blueprint.add_url_rule("/f/<form>/<lang>/", "begin", open_to_all(show_current))


@blueprint.record_once
def _write_tidily(state: BlueprintSetupState) -> None:
    """Leave the blank lines of templates out of the pages."""
    state.app.jinja_env.trim_blocks = True
    state.app.jinja_env.lstrip_blocks = True


@blueprint.get("/forms/form.js")
@open_to_all
def script() -> Response:
    """Send the form's script."""
    return send_asset(write_script(), "text/javascript")


@blueprint.get("/forms/site.css")
@open_to_all
def styles() -> Response:
    """Send the style sheet."""
    return send_asset(write_styles(), "text/css")
