"""Much missing: so many questions without an answer that the interview is hardly one.

AAPOR (Standard Definitions, 2023) calls interviews complete that answer more than 80 percent of
what applied, and broken off those with less than 50. Between lies much that is honest, so the flag
is raised below half. Only closed questions count: a blank below “Anything else?” is no silence.
"""

from survey.errors import N_
from survey.fieldwork.model import Around, Detail, Interview

FEWEST_ASKED = 10
SHARE = 0.5

TITLE = N_("Many questions without an answer")
SAYS = N_("Of %(asked)s questions %(missing)s have no answer.")
WHY = N_(
    "Perhaps the interview was broken off, or questions were left out to be done sooner. Perhaps "
    "the respondent did not know or did not want to say, which is their right."
)


def find(interview: Interview, around: Around) -> Detail | None:
    """Flag an interview in which more than half of what applied has no answer."""
    if interview.asked < FEWEST_ASKED or interview.missing <= SHARE * interview.asked:
        return None
    return {"asked": interview.asked, "missing": interview.missing}
