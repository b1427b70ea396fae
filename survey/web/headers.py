"""The headers of every answer: what a page may load, ask of the device and tell others."""

from flask import Response

POLICY = "Content-Security-Policy"
FILE_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)
"""For what somebody else made: looked at, it can run nothing, ask for nothing, lead nowhere."""

HEADERS = {
    POLICY: "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PARTS = ("text/css", "text/javascript")
"""What is never a page by itself: policies for pages would be bytes for nothing there."""

HEADERS_OF_PARTS = {"X-Content-Type-Options": "nosniff"}


def add_headers(response: Response) -> Response:
    """Add what the view has not said itself."""
    for name, value in (HEADERS if response.mimetype not in PARTS else HEADERS_OF_PARTS).items():
        if name not in response.headers:
            response.headers.add(name, value)
    return response
