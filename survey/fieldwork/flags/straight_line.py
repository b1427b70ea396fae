"""Straight lines: statement after statement on one scale, and always the same answer.

Not telling things apart is an old sign of answering without thought (Krosnick 1991, Applied
Cognitive Psychology 5). One list answered alike is common, and honest where its statements mean the
same; so every list of at least five statements must be alike, with ten of them together.
"""

from survey.errors import N_
from survey.fieldwork.model import Around, Detail, Interview

SHORTEST, FEWEST = 5, 10

TITLE = N_("The same answer all along")
SAYS = N_("All %(statements)s statements with a scale were answered alike, list by list.")
WHY = N_(
    "Perhaps somebody tapped through the lists. Perhaps a respondent was tired, or did not want to "
    "be asked."
)


def find(interview: Interview, around: Around) -> Detail | None:
    """Flag an interview in which every battery has one answer."""
    long_ones = [one for one in interview.batteries if len(one) >= SHORTEST]
    statements = sum(map(len, long_ones))
    if statements < FEWEST or any(len(set(one)) > 1 for one in long_ones):
        return None
    return {"statements": statements}
