"""Page 7, voices: sentences of residents' own answers, chosen by the office, without names."""

from dataclasses import dataclass

from survey.questionnaire.model import Question
from survey.reports.quotes import Quote
from survey.reports.reading import Reading
from survey.reports.voice import Voice

PLACE = 7

MOST_QUOTES = 12
"""What fits on a page; the office is free to choose more."""


@dataclass(frozen=True)
class Said:
    """One sentence in its quotation marks, and the tag of the language it is in."""

    words: str
    lang: str


@dataclass(frozen=True)
class Answers:
    """A question and what was said to it."""

    question: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Voices:
    """The content of the page."""

    section: str
    heading: str
    lead: str
    groups: tuple[Answers, ...]
    caption: str
    discuss: str


def build(reading: Reading, voice: Voice) -> Voices | None:
    """Build the page; None where nothing was chosen, or no figure may be shown at all."""
    chosen = reading.quotes[:MOST_QUOTES]
    if reading.is_silent or not chosen:
        return None
    say = voice.language.gettext
    return Voices(
        section=say("Voices"),
        heading=say("In residents’ own words"),
        lead=say("What some people wrote. It says what was on their minds, not how many think so."),
        groups=tuple(group_quotes(reading, chosen, voice)),
        caption=say(
            "The local office chose these sentences among the answers of at least "
            "%(respondents)s people. “…” stands for what was left out, so that nobody can be "
            "known.",
            respondents=reading.imprint.fewest_respondents,
        ),
        discuss=say("Talk about it: which of these do you hear often? Whose voice is missing?"),
    )


def group_quotes(reading: Reading, chosen: tuple[Quote, ...], voice: Voice) -> list[Answers]:
    """Put sentences under their questions, in the order of asking."""
    asked = reading.questionnaire.questions
    names = dict.fromkeys(quote.question for quote in chosen)
    questions = [question for name, question in asked.items() if name in names]
    return [_group(question, chosen, voice) for question in questions]


def _group(question: Question, chosen: tuple[Quote, ...], voice: Voice) -> Answers:
    say, isolate = voice.language.gettext, voice.language.isolate
    said = tuple(
        Said(say("“%(answer)s”", answer=isolate(quote.words)), quote.language.replace("_", "-"))
        for quote in chosen
        if quote.question == question.id
    )
    return Answers(voice.text(question.text), said)
