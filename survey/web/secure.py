"""Whether people reach the site by https, and the cookies that then travel by nothing else."""

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from survey.site import current_site

NAME = "session"
HOST_ONLY = "__Host-"
"""Before a cookie's name it makes browsers refuse the cookie from any other host, or by http."""

A_YEAR = 31_536_000


def is_secure() -> bool:
    """Tell whether the browser came by https, as the proxy says it or MAHALLA_SITE."""
    return request.is_secure or current_site().settings.site.startswith("https://")


class SafeSession(SecureCookieSessionInterface):
    """The signed cookie of Flask, which by https belongs to this host alone."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the cookie; who sent none, as tablets do, has an empty one without further ado."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def get_cookie_name(self, app: Flask) -> str:
        """Name the cookie."""
        return f"{HOST_ONLY}{NAME}" if is_secure() else NAME

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie travels by https only."""
        return is_secure()


def keep_secure(response: Response) -> Response:
    """Bind cookies to https, and browsers for a year, where that is how they came."""
    if is_secure():
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
        cookies = response.headers.getlist("Set-Cookie")
        response.headers.setlist("Set-Cookie", [_bind(cookie) for cookie in cookies])
    return response


def _bind(cookie: str) -> str:
    return cookie if "; Secure" in cookie else f"{cookie}; Secure"
