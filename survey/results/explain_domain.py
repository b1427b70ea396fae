"""How the score of a domain came about: its questions, its missing rule and whom it leaves out."""

import numpy as np

from survey.arrays import BoolArray, FloatArray
from survey.errors import N_
from survey.locale import Language
from survey.questionnaire.model import Domain, Question
from survey.results.evidence import Evidence, shorten
from survey.scoring.answers.domains import sort_responses
from survey.scoring.answers.patterns import STRUCTURAL
from survey.scoring.estimation.areas import Areas
from survey.scoring.method.method_table import list_domain, list_item
from survey.scoring.outcomes.outcome import Outcome
from survey.scoring.release.levels import choose_levels
from survey.scoring.release.table import FULL, Table
from survey.scoring.sums.chunk import choose_sample, lay
from survey.scoring.sums.tasks import Task, list_tasks, read_scores

MEAN = N_("Its published mean here is %(value)s.")
SHARE = N_("Of 100 that answered, %(value)s gave that answer.")
WITHHELD = N_("Its mean here is withheld.")
TOO_FEW = N_("Respondents who answered too little, and so have no score: %(count)s.")
NOT_SAID = N_("How many answered too little is withheld: it could point at a few people.")


def tell_domain(evidence: Evidence, domain: Domain, area: str, say: Language) -> list[str]:
    """Say what a domain is made of, with the published means of its questions."""
    questions = evidence.questionnaire.items_of(domain.id)
    lines = [choice.say(say) for choice in list_domain(domain, questions)]
    for question in questions:
        about = [choice.say(say) for choice in list_item(question, domain)]
        lines.append(" ".join(["•", *about, _tell_item(evidence, area, question, domain, say)]))
    return lines


def tell_silent(evidence: Evidence, outcome: Outcome, area: int, say: Language) -> list[str]:
    """Say how many answered too little, where that may be said; nothing of a single question."""
    tasks = list_tasks(evidence.questionnaire)
    task = next(task for task in tasks if task.domain and task.name == outcome.name)
    if not task.weighed:
        return []
    count = count_silent(evidence, task, outcome)[area]
    if np.isnan(count):
        return [say.gettext(NOT_SAID)]
    return [say.gettext(TOO_FEW, count=shorten(count))]


def count_silent(evidence: Evidence, task: Task, outcome: Outcome) -> FloatArray:
    """Count who answered too little in every area; NaN where it may not be said.

    It may where neither that count nor that of those the domain does not apply to is small, nor
    gives another one away: with n, both are read by adding and subtracting.
    """
    areas = outcome.layout.areas
    asked, silent, everyone = (areas.roll_up(count) for count in _count(evidence, task))
    n, is_printed = outcome.basis.base.n, outcome.released
    is_sensitive = any(question.sensitive for question in task.weighed)
    skipped = _is_fine(areas, asked, everyone - asked, is_printed, False)
    told = _is_fine(areas, asked - silent, silent, is_printed & skipped, is_sensitive)
    return np.where(told & (asked - silent == n), silent, np.nan)


def _is_fine(
    areas: Areas, inside: FloatArray, outside: FloatArray, is_printed: BoolArray, sensitive: bool
) -> BoolArray:
    levels = choose_levels(
        Table(
            areas=areas,
            counts=np.stack([inside, outside], axis=1),
            partitions=(((0,), (1,)),),
            floor=((0, 1),),
            scores=None,
            is_printed=is_printed,
            is_sensitive=sensitive,
        )
    )
    is_fine: BoolArray = levels.level == FULL
    return is_fine


def _count(evidence: Evidence, task: Task) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Count, per neighbourhood, whom the domain applies to, who of them is silent, and all."""
    assert task.domain is not None
    laid = lay(evidence.partition)
    sample = choose_sample(evidence.questionnaire, task, laid)
    scores, states = read_scores(task, task.weighed, laid.read(task.names), sample)
    weights = np.array([question.item.weight for question in task.weighed if question.item])
    patterns = sort_responses(scores, states, weights, task.domain.rule).patterns
    is_counted: BoolArray = np.any(patterns.answered, axis=1)
    counted = is_counted[patterns.number]
    applies: BoolArray = np.any(states != STRUCTURAL, axis=0)
    inside = (applies, applies & ~counted, np.ones_like(applies))
    asked, silent, everyone = (sample.sum_areas(one) for one in inside)
    return asked, silent, everyone


def _tell_item(
    evidence: Evidence, area: str, question: Question, domain: Domain, say: Language
) -> str:
    row = evidence.find_item(area, question.id)
    if row is None or row.is_withheld:
        return say.gettext(WITHHELD)
    message = SHARE if domain.measure == "reported" else MEAN
    return say.gettext(message, value=shorten(row.numbers["estimate"]))
