"""Where figures come from, as every page of method says it: who was asked, when, which versions."""

from dataclasses import dataclass

from survey.reports.choices import HASH_LENGTH
from survey.reports.overview import Overview
from survey.reports.reading import Reading
from survey.reports.voice import Voice


@dataclass(frozen=True)
class Fact:
    """One line of the table of facts."""

    name: str
    value: str


@dataclass(frozen=True)
class Passage:
    """A heading with its paragraphs or points."""

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


def tell_asking(source: Reading | Overview, voice: Voice) -> tuple[Fact, ...]:
    """Tell how many answered in all, when, who asked them, and what."""
    say, language, questionnaire = voice.language.gettext, voice.language, source.questionnaire
    imprint = source.imprint
    return (
        Fact(say("Answers in all"), language.number(imprint.responses)),
        Fact(
            say("Asked"),
            say("from %(first)s to %(last)s", first=source.wave.starts, last=imprint.last_day),
        ),
        Fact(say("Who asked"), language.text(source.project.organisation)),
        Fact(
            say("Questionnaire"),
            say(
                "%(title)s, edition %(edition)s",
                title=voice.text(questionnaire.title),
                edition=voice.digits(questionnaire.edition),
            ),
        ),
    )


def tell_versions(source: Reading | Overview, voice: Voice) -> tuple[Fact, ...]:
    """Tell when scores were frozen, and by which version of the questions and the method."""
    say, imprint = voice.language.gettext, source.imprint
    version = source.questionnaire.version
    return (
        Fact(say("Scores frozen on"), voice.language.date(imprint.made_at.date())),
        Fact(say("Version of the questions"), voice.code(version[:HASH_LENGTH])),
        Fact(say("Version of the method"), voice.code(imprint.method[:HASH_LENGTH])),
    )


def warn_of_draft(voice: Voice) -> tuple[str, ...]:
    """Say of a translation that nobody has read yet that it is one; nothing of others."""
    if not voice.language.is_draft(voice.questionnaire.id):
        return ()
    say = voice.language.gettext
    return (
        say(
            "This translation was drafted by a machine and has not yet been read by a native "
            "speaker."
        ),
    )
