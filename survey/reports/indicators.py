"""Indicators: the domains, indices and questions by which people know what became of something."""

from dataclasses import dataclass

from survey.locale import Text
from survey.questionnaire.method import DomainPolarity
from survey.questionnaire.model import Questionnaire


@dataclass(frozen=True)
class Indicator:
    """A figure that can be followed; of a harm, more is worse."""

    id: str
    title: Text
    is_harm: bool
    is_question: bool = False


def find_indicator(questionnaire: Questionnaire, name: str) -> Indicator | None:
    """Return what the questionnaire calls by this id, or None."""
    domains = {one.id: (one.title, one.polarity) for one in questionnaire.domains}
    indices = {one.id: (one.title, one.polarity) for one in questionnaire.method.indices}
    if found := {**indices, **domains}.get(name):
        title, polarity = found
        return Indicator(name, title, polarity == "harm")
    question = questionnaire.questions.get(name)
    if question is None:
        return None
    domain = question.item.domain if question.item else ""
    return Indicator(name, question.text, find_polarity(questionnaire, domain) == "harm", True)


def find_polarity(questionnaire: Questionnaire, domain: str) -> DomainPolarity:
    """Say whether a domain is of strengths or of harms; what is in none counts as a strength."""
    found = (one.polarity for one in questionnaire.domains if one.id == domain)
    return next(found, "strength")
