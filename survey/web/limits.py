"""How large a request may be, so that nobody fills the memory of a small server."""

from flask import abort, request

LARGEST_REQUEST = 1_000_000
"""Bytes of a request; only pages that ask for a file take more."""

MOST_TEXT = 1_000_000
"""Bytes that the texts of a form with files may take."""

MOST_FIELDS = 20_000
"""More than any page has: each answer of a large neighbourhood may be one."""

LIMITS = {
    "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
    "MAX_FORM_MEMORY_SIZE": MOST_TEXT,
    "MAX_FORM_PARTS": 1000,
}


FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
"""What fields are read out of; any other body has none."""


def refuse_many_fields() -> None:
    """Answer that a form is too large when it has more fields than a page can have."""
    if request.method in ("GET", "HEAD", "OPTIONS") or request.mimetype not in FORMS:
        return
    if len(request.form) > MOST_FIELDS:
        abort(413)
