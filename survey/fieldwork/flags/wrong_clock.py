"""A wrong clock: the device's time differs from the server's by more than five minutes.

Known from the last contact of the device before the interview. Where there was none, an interview
that ended after it arrived shows a clock that is ahead; one that is behind looks like a late
delivery. From the same five minutes on, a tablet's clock is called wrong when its interview is
taken in (survey/interviews/model.py).
"""

from survey.errors import N_
from survey.fieldwork.model import Around, Detail, Interview

MOST_SECONDS = 5 * 60

TITLE = N_("The clock of the device was wrong")
SAYS = N_("The clock of the device was wrong by about %(minutes)s minutes.")
WHY = N_("Set the clock of the device. Days and times of its interviews may be wrong by as much.")


def find(interview: Interview, around: Around) -> Detail | None:
    """Flag an interview whose device was ahead or behind by too much."""
    wrong_by = interview.offset
    if wrong_by is None and interview.ended_at is not None:
        wrong_by = min(0.0, (interview.received_at - interview.ended_at).total_seconds())
    if wrong_by is None or abs(wrong_by) <= MOST_SECONDS:
        return None
    return {"minutes": round(abs(wrong_by) / 60)}
