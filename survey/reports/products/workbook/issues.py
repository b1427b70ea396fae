"""The issues of a session: what people talk about and vote on, from released scores only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from survey.locale import Text
from survey.questionnaire.model import Domain
from survey.reports.findings import (
    Finding,
    Tone,
    find_needs,
    find_strengths,
    list_topics,
)
from survey.reports.products.workbook.facts import Fact, find_answers, find_facts
from survey.reports.products.workbook.room import is_crowded
from survey.reports.reading import Reading
from survey.reports.scores import Score
from survey.reports.voice import Voice

Sign = Literal["good", "need", "middle", "none"]

MOST_ISSUES = 15
"""One card of two sheets stays free."""

MOST_STRENGTHS = 4

USUAL_LETTERS, LARGE_LETTERS = 195, 150
"""How many letters of title and fact a card has room for without smaller letters."""

LONGEST_FACT, LARGE_LONGEST_FACT = 250, 200
"""A sentence with more letters does not fit on a card."""

_TOLD: tuple[Tone, ...] = ("need", "good")


@dataclass(frozen=True)
class Gauge:
    """Where a score lies on its scale from 0 to 100; no limits where no range is released."""

    value: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Issue:
    """One issue in words; without `gauge` there is no number, and `called` says why.

    `line` says in short where it stands.
    """

    title: str
    sign: Sign
    called: str = ""
    score: str = ""
    span: str = ""
    note: str = ""
    fact: str = ""
    gauge: Gauge | None = None
    line: str = ""
    is_crowded: bool = False


def choose_issues(reading: Reading, voice: Voice) -> tuple[Issue, ...]:
    """Choose what a session talks about: needs and harms first, then the rest, some strengths."""
    if reading.is_silent:
        return tuple(Issue(voice.text(d.title), "none") for d in _asked(reading)[:MOST_ISSUES])
    strengths = [*_issues_of(reading, "good", voice)][:MOST_STRENGTHS]
    others = [*_issues_of(reading, "need", voice), *_other_topics(reading, voice)]
    return (*others[: MOST_ISSUES - len(strengths)], *strengths)


def first_need(reading: Reading) -> Finding | None:
    """Return the need that the scores show most clearly, or None."""
    found = [*list_topics(reading, "need"), *find_needs(reading)]
    return next((need for need in found if not _is_sensitive(reading, need)), None)


def facts_of(reading: Reading, finding: Finding) -> list[Fact]:
    """Find what single questions say about a finding, the most telling first."""
    tone = finding.standing.tone
    for domain in _asked(reading):
        if domain.title == finding.title:
            return find_facts(reading, domain, tone)
    return [
        replace(fact, question=None)
        for question in reading.questionnaire.items.values()
        if question.text == finding.title
        for fact in find_answers(reading, question, tone)
    ]


def _asked(reading: Reading) -> list[Domain]:
    items_of = reading.questionnaire.items_of
    return [domain for domain in reading.questionnaire.domains if items_of(domain.id)]


def _issues_of(reading: Reading, tone: Tone, voice: Voice) -> Iterable[Issue]:
    """Put the topics of a tone into words, and single questions that stand out with few topics."""
    picked = (find_needs if tone == "need" else find_strengths)(reading)
    single = [one for one in picked if not one.is_topic and not _is_sensitive(reading, one)]
    for finding in [*list_topics(reading, tone), *single]:
        facts = facts_of(reading, finding)
        yield write_issue(finding.title, finding.score, facts, voice, tone, finding.is_harm)


def _is_sensitive(reading: Reading, finding: Finding) -> bool:
    """Tell whether a finding is a single question that nobody should hear read aloud."""
    hurtful = {
        question.text for question in reading.questionnaire.items.values() if question.sensitive
    }
    return not finding.is_topic and finding.title in hurtful


def _other_topics(reading: Reading, voice: Voice) -> Iterable[Issue]:
    """Put into words what is neither need nor strength: harms first, the withheld last."""
    named = {f.title for tone in _TOLD for f in list_topics(reading, tone)}
    rest = [d for d in [*reading.asked_harms, *reading.topics] if d.title not in named]
    for domain in sorted(rest, key=lambda domain: _is_withheld(reading, domain)):
        tone: Tone = "need" if domain.polarity == "harm" else "middle"
        facts = [] if _is_withheld(reading, domain) else find_facts(reading, domain, tone)
        score = reading.score_of(domain)
        yield write_issue(domain.title, score, facts, voice, "middle", domain.polarity == "harm")


def _is_withheld(reading: Reading, domain: Domain) -> bool:
    """Tell whether a score is missing that there should be; harms that were met have none."""
    return domain.measure == "perceived" and reading.score_of(domain) is None


def write_issue(
    title: Text,
    score: Score | None,
    facts: Sequence[Fact],
    voice: Voice,
    sign: Sign,
    is_harm: bool = False,
) -> Issue:
    """Put an issue into words; what is withheld gets no number and says so."""
    fact = choose_fact(facts, voice)
    if score is None:
        called = "" if facts else voice.language.gettext("too few answers")
        return Issue(voice.text(title), "none", called, fact=fact, line=called)
    note = voice.language.gettext("100 is the most harm") if is_harm else ""
    return Issue(
        title=voice.text(title),
        sign=sign,
        called=voice.called(score),
        score=voice.of_hundred(score.estimate),
        span=_say_span(score, voice),
        note=note,
        fact=fact,
        gauge=Gauge(score.estimate, score.lower, score.upper),
        line=say_standing(score, voice),
        is_crowded=is_crowded(
            (voice.text(title), fact), voice.look.choose(USUAL_LETTERS, LARGE_LETTERS)
        ),
    )


def choose_fact(facts: Sequence[Fact], voice: Voice) -> str:
    """Say the most telling fact that fits on a card; empty where there is none."""
    said = (fact.say(voice) for fact in facts)
    longest = voice.look.choose(LONGEST_FACT, LARGE_LONGEST_FACT)
    return next((sentence for sentence in said if len(sentence) <= longest), "")


def say_standing(score: Score, voice: Voice) -> str:
    """Say in short what a score is called and how high it is."""
    called, figure = voice.called(score), voice.whole(score.estimate)
    if not called:
        return voice.of_hundred(score.estimate)
    return voice.language.gettext("%(called)s: %(score)s of 100", called=called, score=figure)


def _say_span(score: Score, voice: Voice) -> str:
    span = voice.span(score)
    return voice.language.gettext("The true value is probably %(span)s.", span=span) if span else ""
