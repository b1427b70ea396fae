"""Unusual hours: a visit that ended before seven in the morning or after ten at night.

Hours in which a stranger is not received at the door. Interviews that residents fill in themselves
have no hours. The hour is the device's own where it is known.
"""

from survey.errors import N_
from survey.fieldwork.model import Around, Detail, Interview

FIRST_HOUR, LAST_HOUR = 7, 22

TITLE = N_("At an unusual hour")
SAYS = N_("It ended in the hour after %(hour)s o’clock.")
WHY = N_(
    "Perhaps the interview was not held at the door. Perhaps the clock of the device was wrong, or "
    "people asked the facilitator to come then."
)


def find(interview: Interview, around: Around) -> Detail | None:
    """Flag a visit that ended outside the hours of visits."""
    if interview.ended_at is None or not interview.is_interviewed:
        return None
    hour = interview.ended_at.hour
    return None if FIRST_HOUR <= hour < LAST_HOUR else {"hour": hour}
