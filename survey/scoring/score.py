"""The scores of a questionnaire in every area, masked: the one table everything else shows."""

from collections.abc import Mapping
from itertools import chain

import pandas as pd

from survey.questionnaire.model import Domain, Question, Questionnaire
from survey.scoring.figures import Figure, write_frame
from survey.scoring.indices import describe_domain, describe_single
from survey.scoring.items import count_answers, describe_answers
from survey.scoring.layout import Sample, lay_out
from survey.scoring.lookup import as_bytes
from survey.scoring.silences import describe_silences


def score(
    questionnaire: Questionnaire,
    respondents: pd.DataFrame,
    positions: pd.DataFrame,
    districts: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Score answers into one tidy table that is safe to publish (docs/method.md).

    `respondents` is indexed by response id, with columns `area`, `household` (within its area),
    `stratum`, `psu` (within its stratum; the household's name if there is no other), `weight` and
    `household_weight` (numbers ≥ 0; a record of weight 0 is not counted). `positions` has the
    same index and an int8 column per item, as `encode_answers` makes them. `districts` maps areas
    to districts.

    Returns the columns `area, index, kind, estimate, se, lower, upper, n, n_effective,
    households, label, suppressed, flag`, all areas in order (then `district:<id>`, then `all`).
    Estimates and limits are on 0-100. The order of the rows given does not matter. Raises
    MahallaError for weights that are no numbers ≥ 0.
    """
    respondents = respondents.sort_index()
    positions = positions.loc[respondents.index]
    scoring = _Scoring(questionnaire, respondents, positions, districts or {})
    questions = {name: scoring.describe_question(q) for name, q in questionnaire.items.items()}
    domains = [scoring.describe_domain(domain, questions) for domain in questionnaire.domains]
    figures = [*chain.from_iterable(domains), *chain.from_iterable(questions.values())]
    return write_frame(figures, scoring.areas)


class _Scoring:
    """One questionnaire and its answers, laid out."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        respondents: pd.DataFrame,
        positions: pd.DataFrame,
        districts: Mapping[str, str],
    ) -> None:
        self.questionnaire = questionnaire
        self.domains = {domain.id: domain for domain in questionnaire.domains}
        self.answers = {name: as_bytes(positions[name]) for name in questionnaire.items}
        self.persons, self.households = lay_out(respondents, districts)
        self.areas = self.persons.layout.areas.names

    def sample(self, questions: list[Question]) -> Sample:
        """Count households once where every question is about the household."""
        is_home = self.questionnaire.unit == "household"
        if is_home or all(question.level == "household" for question in questions):
            return self.households
        return self.persons

    def describe_question(self, question: Question) -> list[Figure]:
        """Describe a question's answers and silences; the first figure is its mean or share."""
        assert question.item is not None
        domain = self.domains[question.item.domain]
        is_reported = domain.measure == "reported"
        sample = self.households if is_reported else self.sample([question])
        counted = count_answers(question, domain, self.answers[question.id], sample)
        is_conditional = self.is_conditional(question)
        return [*describe_answers(counted), *describe_silences(counted, is_conditional)]

    def is_conditional(self, question: Question) -> bool:
        """Tell whether some respondents may not be asked, or may say it does not apply."""
        sections = self.questionnaire.sections
        section = next(section for section in sections if question in section.questions)
        conditions = (section.show_if, question.show_if)
        return conditions != (None, None) or "not_applicable" in question.missing

    def describe_domain(self, domain: Domain, figures: Mapping[str, list[Figure]]) -> list[Figure]:
        """Score a domain, given its questions' figures; none for reported harms."""
        asked = self.questionnaire.items_of(domain.id)
        questions = [question for question in asked if question.item and question.item.weight]
        if domain.measure == "reported" or not questions:
            return []
        thresholds = self.questionnaire.thresholds
        if len(questions) == 1:
            return [describe_single(domain, figures[questions[0].id][0], thresholds)]
        sample = self.sample(questions)
        return [describe_domain(domain, questions, self.answers, sample, thresholds)]
