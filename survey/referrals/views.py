"""The pages of referrals over HTTP: for residents, for services, and for those who interview."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from survey.referrals.nearby_views import pages as nearby_pages
from survey.referrals.office_views import pages as office_pages
from survey.referrals.partner_views import pages as partner_pages
from survey.referrals.store import forget_referrals
from survey.site import NAME, Site

blueprint = Blueprint(
    "referrals",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/nearby-files",
)
blueprint.register_blueprint(nearby_pages)
blueprint.register_blueprint(office_pages)
blueprint.register_blueprint(partner_pages)


@blueprint.record_once
def _forget(state: BlueprintSetupState) -> None:
    """Delete what was kept long enough whenever the site starts."""
    site: Site = state.app.extensions[NAME]
    forget_referrals(site.database, site.clock(), "site")
