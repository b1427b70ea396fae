"""A near copy: almost the same answers as in another interview by the same facilitator.

Kuriakose & Robbins (2016, Statistical Journal of the IAOS 32) found that interviews which share
more than 85 percent of their answers with another are hardly ever by chance in surveys of a hundred
questions. Short forms do share by chance (Simmons, Mercer, Schwarzer & Kennedy 2016, same volume),
so at least twenty questions must be answered in both. Compared are the last interviews of the same
facilitator in the same neighbourhood: copies are made there.
"""

from collections.abc import Mapping

from survey.errors import N_
from survey.fieldwork.model import Around, Detail, Interview

SHARE = 0.85
FEWEST_SHARED = 20

TITLE = N_("Nearly the same answers as another interview")
SAYS = N_("Of 100 answers %(alike)s are the same as in another interview of the same facilitator.")
WHY = N_(
    "Perhaps an interview was copied. Perhaps neighbours live alike, or two people of one "
    "household were asked."
)


def find(interview: Interview, around: Around) -> Detail | None:
    """Flag an interview that shares too many answers with an earlier one."""
    if not interview.is_interviewed:
        return None
    share = max((_share(interview.answers, one) for one in around.earlier), default=0.0)
    return {"alike": int(100 * share)} if share > SHARE else None


def _share(one: Mapping[str, object], other: Mapping[str, object]) -> float:
    """Return the share of equal answers among the questions that both answered."""
    both = one.keys() & other.keys()
    if len(both) < FEWEST_SHARED:
        return 0.0
    return sum(1 for name in both if one[name] == other[name]) / len(both)
