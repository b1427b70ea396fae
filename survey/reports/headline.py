"""The headline of a report: what was found, said as surely as the scores allow and no more."""

from collections.abc import Sequence

from survey.errors import N_
from survey.questionnaire.model import Domain
from survey.reports.findings import Finding, standing_of
from survey.reports.reading import Reading
from survey.reports.voice import Voice
from survey.scoring.outcomes.labels import ENOUGH_FOR_LIKELY

_HEADLINES = {
    # (strength, need): sure, likely or none; a need is a weak topic or a worrying harm.
    ("sure", "weak"): N_("“%(strength)s” is a strength here, but “%(need)s” is a weak point."),
    ("sure", "likely weak"): N_(
        "“%(strength)s” is a strength here, but “%(need)s” is probably a weak point."
    ),
    ("sure", "harm"): N_("“%(strength)s” is a strength here, but “%(need)s” is a serious concern."),
    ("sure", "likely harm"): N_(
        "“%(strength)s” is a strength here, but “%(need)s” is probably a serious concern."
    ),
    ("sure", ""): N_("“%(strength)s” is a strength of this neighbourhood."),
    ("likely", "weak"): N_(
        "“%(strength)s” is probably a strength here, but “%(need)s” is a weak point."
    ),
    ("likely", "likely weak"): N_(
        "“%(strength)s” is probably a strength here, and “%(need)s” probably a weak point."
    ),
    ("likely", "harm"): N_(
        "“%(strength)s” is probably a strength here, but “%(need)s” is a serious concern."
    ),
    ("likely", "likely harm"): N_(
        "“%(strength)s” is probably a strength here, and “%(need)s” probably a serious concern."
    ),
    ("likely", ""): N_("“%(strength)s” is probably a strength of this neighbourhood."),
    ("", "weak"): N_("“%(need)s” is a weak point of this neighbourhood."),
    ("", "likely weak"): N_("“%(need)s” is probably a weak point of this neighbourhood."),
    ("", "harm"): N_("“%(need)s” is a serious concern in this neighbourhood."),
    ("", "likely harm"): N_("“%(need)s” is probably a serious concern in this neighbourhood."),
}


def write_headline(
    reading: Reading, voice: Voice, strengths: Sequence[Finding], needs: Sequence[Finding]
) -> str:
    """Say the finding in one sentence, as surely as the scores allow and no more."""
    say = voice.language.gettext
    if reading.is_silent:
        return say("Too few people answered here for results to be shown.")
    strength = next((f for f in strengths if f.is_topic), None)
    need = next((f for f in needs if f.is_topic), None)
    if strength or need:
        return say(
            _HEADLINES[_surety(strength), _weight(need)],
            strength=voice.text(strength.title) if strength else "",
            need=voice.text(need.title) if need else "",
        )
    if strengths or needs:
        return say("No topic as a whole stands out here, but single questions do.")
    if reading.here.respondents < ENOUGH_FOR_LIKELY:
        return say("First impressions: there are too few answers to name strengths or weak points.")
    if any(is_open(reading, domain) for domain in reading.topics):
        return say("No topic clearly stands out here; of some, the answers are too few to say.")
    return say("No topic stands out here: all lie between strength and weak point.")


def is_open(reading: Reading, domain: Domain) -> bool:
    """Tell whether it cannot be said that a topic lies in the middle, or beyond it."""
    score = reading.score_of(domain)
    standing = standing_of(score.label) if score else None
    return standing is None or not standing.is_certain


def _surety(finding: Finding | None) -> str:
    if finding is None:
        return ""
    return "sure" if finding.standing.is_certain else "likely"


def _weight(finding: Finding | None) -> str:
    if finding is None:
        return ""
    weight = "harm" if finding.is_harm else "weak"
    return weight if finding.standing.is_certain else f"likely {weight}"


def write_caution(reading: Reading, voice: Voice) -> str:
    """Warn where so few answered that everything is a first impression; empty otherwise."""
    count = reading.here.respondents
    if reading.is_silent or count >= ENOUGH_FOR_LIKELY:
        return ""
    return voice.language.ngettext(
        "Only %(count)s answer: take these pages as a first impression, not as the last word.",
        "Only %(count)s answers: take these pages as a first impression, not as the last word.",
        count,
    )


def explain_silence(reading: Reading, voice: Voice) -> tuple[str, ...]:
    """Say why nothing is shown, what that does not mean, and what can be done."""
    say = voice.language.gettext
    return (
        say(
            "We show results only where at least %(respondents)s respondents from at least "
            "%(households)s households answered. Here there were fewer, or showing them would "
            "give away the answers of others.",
            respondents=reading.imprint.fewest_respondents,
            households=reading.imprint.fewest_households,
        ),
        say(
            "With so few answers, a figure could tell what one person said. So no figure is "
            "shown; this does not mean zero, and it says nothing good or bad about the place."
        ),
        say(
            "What helps: a few more conversations. As soon as enough people have answered, this "
            "report can be printed with all its pages."
        ),
    )


def ask_anyway(voice: Voice) -> str:
    """Ask what no number shows."""
    return voice.language.gettext(
        "Talk about it: what is good in this neighbourhood, and what should change first? "
        "Who else should be asked?"
    )
