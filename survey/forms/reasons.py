"""Why an unusual answer is right after all: a tick of the respondent, or a facilitator's words."""

from collections.abc import Iterable, Mapping

from werkzeug.datastructures import MultiDict

from survey.forms.fields import Reasons
from survey.forms.filling import Paradata
from survey.responses.model import Draft

REASON = "why-"
"""Stands before the key of a question in the name of its reason on a page."""

LONGEST_REASON = 500


def find_reasons(draft: Draft) -> Reasons:
    """Return the reasons that were given, by the key of the question."""
    reasons = draft.paradata.get("reasons")
    return reasons if isinstance(reasons, Mapping) else {}


def read_reasons(typed: MultiDict[str, str], asked: Iterable[str]) -> Paradata:
    """Read the reasons that a page sent; an emptied one takes back what was said.

    Only what is `asked` on the page has one: anything else would be kept in the draft for ever.
    """
    sent = {key: typed.getlist(f"{REASON}{key}")[-1] for key in asked if f"{REASON}{key}" in typed}
    reasons = {key: text.strip()[:LONGEST_REASON] for key, text in sent.items()}
    return {"reasons": reasons} if reasons else {}
