"""Sheet 3, the vote: the issues, room for the stickers of each group, and what we can do."""

from dataclasses import dataclass

from survey.reports.look import USUAL, Look
from survey.reports.products.workbook.issues import Issue, choose_issues
from survey.reports.products.workbook.room import fill_up
from survey.reports.products.workbook.steps import write_kicker
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 3

ON_SHEET = 10
LARGE_FIRST, LARGE_FOLLOWING = 4, 7
"""How many rows a sheet has room for; in large print the first and those after it."""

FEWEST_FREE = 2


@dataclass(frozen=True)
class Voting:
    """The content of the sheets; `free` counts the rows without an issue."""

    section: str
    kicker: str
    heading: str
    steps: tuple[str, ...]
    issue: str
    groups: tuple[str, ...]
    feasible: str
    ways: tuple[str, ...]
    total: str
    voters: str
    issues: tuple[Issue, ...]
    free: int


def build(reading: Reading, voice: Voice) -> Voting:
    """Build the sheets: the issues of the cards but for the strengths, and rows for others."""
    say = voice.language.gettext
    issues = tuple(one for one in choose_issues(reading, voice) if one.sign != "good")
    return Voting(
        section=say("Vote"),
        kicker=write_kicker("voting", voice),
        heading=say("What should change first?"),
        steps=(
            say("Write the issues of the free cards into the empty rows."),
            say("Everyone has three stickers. Women, men and youth vote one group after another."),
            say("Nobody watches how others vote, and nobody has to vote."),
            say("Then ask together: who can change it? Tick one circle in each row."),
        ),
        issue=say("Issue"),
        groups=(say("Women"), say("Men"), say("Youth")),
        feasible=say("Who can change it?"),
        ways=(say("we ourselves"), say("we with help"), say("only others")),
        total=say("Sum"),
        voters=say("How many voted"),
        issues=issues,
        free=count_free(len(issues), voice.look),
    )


def count_free(issues: int, look: Look = USUAL) -> int:
    """Fill the last sheet with free rows, at least two."""
    first, following = look.choose((ON_SHEET, ON_SHEET), (LARGE_FIRST, LARGE_FOLLOWING))
    return fill_up(issues + FEWEST_FREE, first, following) - issues
