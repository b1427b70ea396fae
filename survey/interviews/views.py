"""Interviews from tablets over HTTP: a tablet registered, its day, what it sends, the list."""

from flask import Blueprint

from survey.interviews.device_views import listing, pages
from survey.interviews.upload_views import pages as upload_pages

blueprint = Blueprint(
    "interviews",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/interviews-files",
)
blueprint.register_blueprint(pages)
blueprint.register_blueprint(upload_pages)
blueprint.register_blueprint(listing)
