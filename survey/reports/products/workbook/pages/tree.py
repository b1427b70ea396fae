"""Sheet 4, the problem tree: once with the first need of the scores, once empty."""

from dataclasses import dataclass

from survey.errors import N_
from survey.reports.charts.isotype_people import People
from survey.reports.charts.problem_tree import ProblemTree, Tier
from survey.reports.findings import Finding
from survey.reports.products.workbook.facts import Fact
from survey.reports.products.workbook.issues import facts_of, first_need, say_standing
from survey.reports.products.workbook.room import is_crowded
from survey.reports.products.workbook.steps import write_kicker
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 4

PEOPLE = 10
MOST_FACTS = 2

USUAL_LETTERS = 330
"""How many letters of evidence there is room for in the usual size."""

TALL, LARGE_TALL = 636.0, 405.0
"""How tall a tree is, in points: what a sheet has under its heading."""


@dataclass(frozen=True)
class Evidence:
    """What the answers say about the problem; without `facts` it is written by hand."""

    title: str
    people: People | None = None
    facts: tuple[str, ...] = ()
    hint: str = ""
    is_crowded: bool = False


@dataclass(frozen=True)
class Sheet:
    """One tree and the evidence beside it."""

    tree: ProblemTree
    evidence: Evidence


@dataclass(frozen=True)
class Trees:
    """The content of the sheets."""

    section: str
    kicker: str
    heading: str
    steps_title: str
    steps: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    fields: tuple[str, ...]


def build(reading: Reading, voice: Voice) -> Trees:
    """Build a tree for the first need, where there is one, and an empty tree."""
    say, need = voice.language.gettext, first_need(reading)
    known = (draw_known(reading, need, voice),) if need else ()
    return Trees(
        section=say("Problem tree"),
        kicker=write_kicker("tree", voice),
        heading=say("Problem tree"),
        steps_title=say("What to do?"),
        steps=(
            say("Read the problem aloud, then say it in a sentence of your own."),
            say("Everyone writes two causes on coloured paper and sticks them on “Causes”."),
            say("Ask of each cause: “why?” Ask again until you reach a root."),
            say("Write the effects on children, women and older people apart."),
            say("Put a star under the root that we can change ourselves."),
        ),
        sheets=(*known, draw_empty(voice)),
        fields=(say("Group"), say("Facilitator"), say("Date")),
    )


def draw_known(reading: Reading, need: Finding, voice: Voice) -> Sheet:
    """Draw the tree of a need, with what the answers say about it."""
    say, note = voice.language.gettext, say_standing(need.score, voice)
    facts = facts_of(reading, need)[:MOST_FACTS]
    said = [*(fact.say(voice) for fact in facts), say_difference(need, voice)]
    return Sheet(
        _draw_tree(voice, voice.text(need.title), note),
        Evidence(
            say("What do the answers say?"),
            count_people(facts[0], voice) if facts else None,
            tuple(filter(None, said)),
            is_crowded=is_crowded(said, USUAL_LETTERS),
        ),
    )


def say_difference(need: Finding, voice: Voice) -> str:
    """Set a need beside all neighbourhoods together, where the difference is clear."""
    if need.other is None:
        return ""
    if need.side == "above":
        sentence = N_(
            "The score here is clearly above that of all neighbourhoods, %(other)s of 100."
        )
    elif need.side == "below":
        sentence = N_(
            "The score here is clearly below that of all neighbourhoods, %(other)s of 100."
        )
    else:
        return ""
    return voice.language.gettext(sentence, other=voice.whole(need.other.estimate))


def draw_empty(voice: Voice) -> Sheet:
    """Draw a tree for the problem that the vote chose."""
    say = voice.language.gettext
    tree = _draw_tree(voice, "", say("the problem that the vote chose"))
    return Sheet(
        tree, Evidence(say("What do the answers say?"), hint=say("Copy it from the card."))
    )


def count_people(fact: Fact, voice: Voice) -> People:
    """Turn a share into people: so many of ten, rounded."""
    count = int(fact.share / 100 * PEOPLE + 0.5)
    title = voice.language.gettext(
        "About %(count)s of %(total)s answers", count=count, total=PEOPLE
    )
    return People(title, count, PEOPLE, "need")


def _draw_tree(voice: Voice, problem: str, note: str) -> ProblemTree:
    say = voice.language.gettext
    return ProblemTree(
        title=say("Problem tree"),
        effects=Tier(say("Effects"), say("What comes of it?")),
        causes=Tier(say("Causes"), say("Why?")),
        roots=Tier(say("Roots"), say("And why that?")),
        problem=problem,
        tall=voice.look.choose(TALL, LARGE_TALL),
        note=note,
        head=(say("Part"), say("Question")),
    )
