"""Page 6, the method: how neighbourhoods are compared, and what that cannot tell."""

from dataclasses import dataclass

from survey.reports.overview import Overview
from survey.reports.provenance import Fact, Passage, tell_asking, tell_versions, warn_of_draft
from survey.reports.voice import Voice

PLACE = 6


@dataclass(frozen=True)
class Method:
    """The content of the page, in two columns."""

    section: str
    heading: str
    facts_title: str
    facts: tuple[Fact, ...]
    start: tuple[Passage, ...]
    end: tuple[Passage, ...]


def build(overview: Overview, voice: Voice) -> Method:
    """Build the page; it is printed in every comparison."""
    say = voice.language.gettext
    return Method(
        section=say("Method"),
        heading=say("How the neighbourhoods are compared, and what that cannot tell"),
        facts_title=say("In short"),
        facts=list_facts(overview, voice),
        start=(explain_silence(overview, voice),),
        end=(explain_bands(overview, voice), explain_limits(voice)),
    )


def list_facts(overview: Overview, voice: Voice) -> tuple[Fact, ...]:
    """List what was asked, when, and which version of everything was used."""
    return (
        Fact(voice.language.gettext("Neighbourhoods"), voice.whole(len(overview.readings))),
        *tell_asking(overview, voice),
        *tell_versions(overview, voice),
    )


def explain_bands(overview: Overview, voice: Voice) -> Passage:
    """Say when a neighbourhood is called better or worse off."""
    say = voice.language.gettext
    if any(reading.relatives for reading in overview.readings):
        rule = say(
            "Each neighbourhood is set against all others together. It is called clearly better "
            "or worse off only where chance hardly explains the difference: of 100 such findings "
            "about 5 may still be wrong."
        )
    else:
        rule = say(
            "Each neighbourhood is set beside all together. It is called clearly better or worse "
            "off only where the two ranges do not touch."
        )
    return Passage(
        say("How the bands come about"),
        (
            rule,
            say(
                "All others cannot be told apart from overall. That does not mean that they are "
                "alike: with more answers some might turn out better or worse."
            ),
            say(
                "There is no ranking: where ranges overlap, the order of two neighbourhoods would "
                "be chance."
            ),
        ),
    )


def explain_silence(overview: Overview, voice: Voice) -> Passage:
    """Say what is not shown, so that nobody can be recognised."""
    say, imprint = voice.language.gettext, overview.imprint
    return Passage(
        say("What is not shown"),
        (
            say(
                "So that nobody can be recognised, there is no score for fewer than "
                "%(respondents)s respondents or %(households)s households. “Too few answers” never "
                "means zero, and nothing bad.",
                respondents=imprint.fewest_respondents,
                households=imprint.fewest_households,
            ),
        ),
    )


def explain_limits(voice: Voice) -> Passage:
    """Say what a comparison cannot tell, and where more is said."""
    say = voice.language.gettext
    return Passage(
        say("What these pages cannot tell"),
        (
            *warn_of_draft(voice),
            say(
                "A better score does not mean better people or better work: places start from "
                "different points. The reasons come out in conversation."
            ),
            say("They describe those who answered, at one moment."),
            say("The last page of each neighbourhood report tells the method in full."),
        ),
    )
