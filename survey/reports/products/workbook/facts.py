"""Facts: what the answers to a single question say, as one plain sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from survey.errors import N_
from survey.locale import Text
from survey.questionnaire.model import Domain, Question
from survey.reports.findings import Tone, bad_side, good_side, split_options, sum_shares
from survey.reports.products.neighbourhood.pages.harms import find_harms, list_counted
from survey.reports.reading import Reading
from survey.reports.voice import Voice

_SENTENCES = {
    # (answers, question)
    (True, True): N_("%(share)s of 100 answered %(answers)s: %(question)s"),
    (True, False): N_("%(share)s of 100 answered %(answers)s."),
    (False, True): N_("It happened to %(share)s of 100 households that were asked: %(question)s"),
    (False, False): N_("It happened to %(share)s of 100 households that were asked."),
}


@dataclass(frozen=True)
class Fact:
    """The share of the answers to a question; no `answers` where a harm was met or not.

    The `question` is left out where it has just been said.
    """

    share: float
    question: Text | None
    answers: tuple[Text, ...] = ()

    def say(self, voice: Voice) -> str:
        """Say the fact in a sentence."""
        return voice.language.gettext(
            _SENTENCES[bool(self.answers), self.question is not None],
            share=voice.whole(self.share),
            answers=voice.answers(self.answers) if self.answers else "",
            question=voice.text(self.question) if self.question else "",
        )


def find_facts(reading: Reading, domain: Domain, tone: Tone) -> list[Fact]:
    """Find what may be said of a domain's questions, the largest share first.

    Of a need the bad answers are told, of a strength the good ones; in between whichever are more.
    Sensitive questions are not told: a card lies before everybody, and some have lived through it.
    """
    found = _harm_facts if domain.polarity == "harm" else _topic_facts
    return sorted(found(reading, domain, tone), key=lambda fact: -fact.share)


def _harm_facts(reading: Reading, domain: Domain, tone: Tone) -> Iterable[Fact]:
    for harm in find_harms(reading, domain):
        if harm.share and not harm.question.sensitive:
            is_met = domain.measure == "reported"
            answers = () if is_met else tuple(list_counted(harm.question))
            yield Fact(harm.share.estimate, harm.question.text, answers)


def _topic_facts(reading: Reading, domain: Domain, tone: Tone) -> Iterable[Fact]:
    for question in reading.questionnaire.items_of(domain.id):
        if not question.sensitive:
            yield from find_answers(reading, question, tone)


def find_answers(reading: Reading, question: Question, tone: Tone) -> Iterable[Fact]:
    """Find the share of a question's good answers, its bad ones, or of both."""
    sides = split_options(question)
    good, bad = good_side(question, sides), bad_side(question, sides)
    for names in {"good": [good], "need": [bad], "middle": [good, bad]}[tone]:
        share = sum_shares(reading, question, names)
        if share:
            answers = tuple(o.text for o in question.options if o.name in names)
            yield Fact(share, question.text, answers)
