"""The same household twice: its code stands on two interviews of one wave.

Where one person of each household is asked there is no second interview; a refusal before is none.
"""

from survey.errors import N_
from survey.fieldwork.model import Around, Detail, Interview

TITLE = N_("The same household twice")
SAYS = N_("This household has %(interviews)s interviews in this wave.")
WHY = N_(
    "Perhaps two facilitators came to one door, or an interview was begun anew instead of "
    "corrected. Perhaps a code was mistyped, and these are two households."
)


def find(interview: Interview, around: Around) -> Detail | None:
    """Flag every interview of a household that has more than one."""
    if not interview.household or around.interviews < 2:
        return None
    return {"interviews": around.interviews}
