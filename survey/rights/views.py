"""Rights over HTTP: the receipt for everybody, and the office that acts for who asks it."""

from flask import Blueprint

from survey.rights.office_views import pages as office_pages
from survey.rights.receipt_views import pages as receipt_pages

blueprint = Blueprint(
    "rights",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/rights/static",
)
blueprint.register_blueprint(receipt_pages)
blueprint.register_blueprint(office_pages)
