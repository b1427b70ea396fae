"""Too fast: nobody can read these questions aloud, hear an answer and note it in that time.

The floor is that of Huang, Curran, Keeney, Poposki & DeShon (2012, Journal of Business and
Psychology 27): nobody answers a question with thought in less than two seconds. Beside it stands
the questionnaire's own median: Greszki, Meyer & Schoen (2015, Public Opinion Quarterly 79) call
those speeders who need less than 50, 40 or 30 percent of it; the middle one is taken here. There is
a median from twenty interviews on, so that the first ones are not measured against each other.
"""

from survey.errors import N_
from survey.fieldwork.model import Around, Detail, Interview

SECONDS_A_QUESTION = 2
SHARE_OF_MEDIAN = 0.4

TITLE = N_("Very fast")
SAYS = N_("It took %(minutes)s minutes for %(questions)s answers.")
WHY = N_(
    "Perhaps questions were not read aloud. Perhaps the answers were noted on paper and typed "
    "later, or few questions applied."
)


def find(interview: Interview, around: Around) -> Detail | None:
    """Flag what took less than the floor, or than a part of what half of all take."""
    if interview.seconds is None or not interview.is_interviewed:
        return None
    given = interview.asked - interview.missing
    least = max(SECONDS_A_QUESTION * given, SHARE_OF_MEDIAN * (around.median or 0))
    if interview.seconds >= least:
        return None
    return {"minutes": round(interview.seconds / 60), "questions": given}
