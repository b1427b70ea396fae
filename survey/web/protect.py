"""The one place where a site is given its protection."""

from flask import Flask, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from survey.settings import Settings
from survey.site import current_site
from survey.web.headers import add_headers
from survey.web.hosts import is_known_host
from survey.web.limits import LIMITS, refuse_many_fields
from survey.web.secure import keep_secure

MISDIRECTED = 421


class StrangeHostError(HTTPException):
    """The site was asked under a name that is not its own."""

    code = MISDIRECTED


def protect(app: Flask, settings: Settings) -> None:
    """Hold every request and every answer to the rules of this room; call it before other rooms.

    What proxies say of who asks is believed only of as many as MAHALLA_PROXIES tells of.
    """
    app.config.update(LIMITS)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    app.before_request(_refuse_strange_hosts)
    app.before_request(refuse_many_fields)
    app.after_request(keep_secure)
    app.after_request(add_headers)


def _refuse_strange_hosts() -> None:
    if not is_known_host(request.host, current_site().settings):
        raise StrangeHostError
