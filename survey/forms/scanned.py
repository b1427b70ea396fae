"""The card whose code this browser followed: remembered from the code to the form's first page."""

from dataclasses import dataclass

from flask import session

from survey.forms.links import Link, find_link
from survey.site import current_site

SCANNED = "scanned"
"""The name, in the signed cookie, of the hash of a code that was followed to a start page."""

LINK = "link"
"""The name, in the signed cookie, of the hash of the code with which the open form was begun."""


@dataclass(frozen=True)
class Card:
    """A link, and the hash of its code."""

    hash: str
    link: Link


def find_scanned() -> Card | None:
    """Return the card that was followed here; None where none was, or its link is gone."""
    hashed = session.get(SCANNED, "")
    link = find_link(current_site().database, hashed) if hashed else None
    return Card(hashed, link) if link else None
