"""Page 8, the method: how the results came about, what they cannot tell, what was asked."""

from dataclasses import dataclass

from survey.errors import N_
from survey.questionnaire.model import MissingRule
from survey.reports.choices import Part, say_choices
from survey.reports.provenance import Fact, Passage, tell_asking, tell_versions, warn_of_draft
from survey.reports.reading import Reading
from survey.reports.voice import Voice
from survey.scoring.outcomes.labels import ENOUGH_FOR_LIKELY

PLACE = 8

MOST_GAPS = 3
SMALLEST_GAP = 5.0


@dataclass(frozen=True)
class Method:
    """The content of the page: two columns, and under them the table of all choices."""

    section: str
    heading: str
    facts_title: str
    facts: tuple[Fact, ...]
    start: tuple[Passage, ...]
    end: tuple[Passage, ...]
    choices_title: str
    choices: tuple[Part, ...]


def build(reading: Reading, voice: Voice) -> Method:
    """Build the page; it is printed in every report."""
    say = voice.language.gettext
    return Method(
        section=say("Method"),
        heading=say("How these results came about, and what they cannot tell"),
        facts_title=say("In short"),
        facts=list_facts(reading, voice),
        start=tuple(filter(None, (explain_privacy(reading, voice), list_gaps(reading, voice)))),
        end=tuple(
            filter(
                None,
                (
                    explain_scores(reading, voice),
                    explain_limits(voice),
                    credit_source(reading, voice),
                ),
            )
        ),
        choices_title=say("Every choice behind the figures"),
        choices=say_choices(reading.choices, voice),
    )


def list_facts(reading: Reading, voice: Voice) -> tuple[Fact, ...]:
    """List what was asked, of whom, when, and which version of everything was used."""
    say, cutoff = voice.language.gettext, reading.imprint.cutoff.date()
    return (
        Fact(say("Answers here"), _count_answers(reading, voice)),
        *tell_asking(reading, voice),
        Fact(say("Weights"), _describe_weights(reading, voice)),
        Fact(say("Answers up to"), voice.language.date(cutoff)),
        *tell_versions(reading, voice),
    )


def _count_answers(reading: Reading, voice: Voice) -> str:
    if reading.is_silent and not reading.is_sparse:
        return voice.language.gettext("not shown")
    if reading.is_silent:
        return voice.language.gettext(
            "fewer than %(respondents)s respondents or %(households)s households",
            respondents=reading.imprint.fewest_respondents,
            households=reading.imprint.fewest_households,
        )
    people = voice.respondents(reading.here.respondents)
    if reading.questionnaire.unit != "person" or not reading.here.households:
        return people
    return voice.language.ngettext(
        "%(people)s from %(count)s household",
        "%(people)s from %(count)s households",
        reading.here.households,
        people=people,
    )


def _describe_weights(reading: Reading, voice: Voice) -> str:
    say = voice.language.gettext
    if reading.imprint.is_weighted:
        return say("weighted: answers stand for those who could not be asked")
    return say("unweighted: every answer counts the same")


def explain_scores(reading: Reading, voice: Voice) -> Passage:
    """Say how answers become scores and scores become words."""
    say, thresholds = voice.language.gettext, reading.questionnaire.thresholds
    harm = (
        (say("In social harms 100 means the most harm. Harms are never mixed with strengths."),)
        if reading.asked_harms
        else ()
    )
    return Passage(
        say("How to read a score"),
        (
            say(
                "Every answer becomes a number between 0, the least good, and 100, the best. "
                "A topic's score is the mean of its questions."
            ),
            *harm,
            say(
                "The range shows where the true value probably is: in 95 of 100 surveys like "
                "this one it would hold it."
            ),
            say(
                "From %(strength)s up we speak of a strength, up to %(weakness)s of a weak point. "
                "These limits are an agreement. We say it plainly where the whole range lies "
                "beyond the limit, and “probably” where only the score does and at least "
                "%(enough)s answered.",
                enough=ENOUGH_FOR_LIKELY,
                strength=voice.whole(thresholds.strength),
                weakness=voice.whole(thresholds.weakness),
            ),
            *_explain_gaps(reading, voice),
        ),
    )


_RULES: dict[MissingRule, str] = {
    "two_way": N_(
        "Whoever answered less than half of a topic is left out of it. Single gaps are filled "
        "from the person's other answers and from what others answered there."
    ),
    "prorate": N_(
        "Whoever answered less than half of a topic is left out of it. Single gaps count as the "
        "mean of the person's other answers."
    ),
    "item_first": N_(
        "Each question is averaged over those who answered it, then the questions of a topic."
    ),
    "complete": N_("Only those who answered every question of a topic count in it."),
}


def _explain_gaps(reading: Reading, voice: Voice) -> list[str]:
    rules = dict.fromkeys(domain.rule for domain in [*reading.topics, *reading.harms])
    return [voice.language.gettext(_RULES[rule]) for rule in rules]


def explain_privacy(reading: Reading, voice: Voice) -> Passage:
    """Say what is not shown, so that nobody can be recognised."""
    say = voice.language.gettext
    return Passage(
        say("What is not shown"),
        (
            say(
                "So that nobody can be recognised, there is no score for fewer than "
                "%(respondents)s respondents or %(households)s households, and no share that "
                "rests on 1 to %(most)s answers. Some more figures are left out so that these "
                "cannot be worked out.",
                respondents=reading.imprint.fewest_respondents,
                households=reading.imprint.fewest_households,
                most=reading.imprint.fewest_answers - 1,
            ),
            say(
                "“Too few answers” never means zero, and nothing bad. A range is not shown where "
                "it could give single answers away."
            ),
        ),
    )


def list_gaps(reading: Reading, voice: Voice) -> Passage | None:
    """Name the questions most often left without an answer; None where hardly any was."""
    gaps = sorted(_find_gaps(reading, voice), reverse=True)[:MOST_GAPS]
    if not gaps:
        return None
    return Passage(
        voice.language.gettext("Most often left without an answer"),
        points=tuple(sentence for _, sentence in gaps),
    )


def _find_gaps(reading: Reading, voice: Voice) -> list[tuple[float, str]]:
    gaps = []
    for question in reading.questionnaire.items.values():
        found = [reading.here.find(k, question.id) for k in ("dont_know", "refused", "blank")]
        share = sum(score.estimate for score in found if score)
        if share >= SMALLEST_GAP:
            sentence = voice.language.gettext(
                "%(share)s of 100: “%(question)s”",
                share=voice.whole(share),
                question=voice.text(question.text),
            )
            gaps.append((share, sentence))
    return gaps


def explain_limits(voice: Voice) -> Passage:
    """Say what the report cannot tell."""
    say = voice.language.gettext
    return Passage(
        say("What these pages cannot tell"),
        points=(
            *warn_of_draft(voice),
            say(
                "They describe those who answered. Those who were away or did not want to answer "
                "may see things differently."
            ),
            say("They show what people see and feel, not what an office has counted."),
            say("They do not say why. The reasons come out in conversation."),
            say("A small difference may be chance, above all where ranges overlap."),
            say("They show one moment. Whether life gets better shows in the next round."),
        ),
    )


def credit_source(reading: Reading, voice: Voice) -> Passage | None:
    """Name the source and licence of answers that came from elsewhere."""
    source = reading.project.source
    if source is None:
        return None
    title = voice.language.gettext("Where the answers come from")
    return Passage(title, (voice.language.text(source),))
