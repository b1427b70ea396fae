"""Scores under other choices of the method: domains scored again, and their table (SCORING §11)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np
import pandas as pd

from survey.arrays import FloatArray
from survey.indices.composite import Composite, CompositeSettings, fill_weights
from survey.indices.find import index_kinds
from survey.questionnaire.method import Index
from survey.questionnaire.model import Domain, MissingRule, Question, Questionnaire
from survey.scoring.estimation.estimate import divide
from survey.scoring.outcomes.figures import Figure
from survey.scoring.outcomes.outcome import Outcome
from survey.scoring.sensitivity import COLUMNS, FEWEST_TO_RANK, Nominal, vary_method
from survey.scoring.sums.tasks import Task
from survey.scoring.sums.totals import Totals

PLAIN = "strengths"
"""What the equally weighted mean of all strengths is called where the file has no composite."""

COMPLETE = "complete"
"""The missing rule under which whoever left a gap does not count."""

Reduce = Callable[[Questionnaire], Iterable[tuple[Task, Totals]]]
"""Sums all responses up as a questionnaire says (see `reduce_partitions`)."""


@dataclass(frozen=True)
class Weighing:
    """The composite that is varied: its name, and the weight of every domain in it."""

    index: str
    weights: Mapping[str, float]


def tabulate_sensitivity(
    questionnaire: Questionnaire,
    outcomes: Mapping[str, Outcome],
    reduce: Reduce | None,
    figures: Iterable[Figure] = (),
) -> pd.DataFrame:
    """Vary the method over neighbourhoods; columns are those of `sensitivity`.

    The composite is the first that is made of strength domains as they are; without one, the
    equally weighted mean of all strength domains (`strengths`). Other missing rules and dropped
    items score the domains again from the responses that `reduce` sums up; without it they are
    left as they are. Seed and draws are public, so that every guess about a hidden item could be
    tried against the shares: only items whose own mean is among the published `figures` of every
    neighbourhood that takes part are dropped, and no rule is tried that counts other people
    (`complete`). No rows where fewer than two neighbourhoods are released.
    """
    domains = [domain for domain in questionnaire.domains if is_varied(domain, outcomes)]
    nominal = find_nominal(questionnaire, [outcomes[domain.id] for domain in domains])
    if nominal is None or np.isfinite(nominal.mean).any(axis=1).sum() < FEWEST_TO_RANK:
        return pd.DataFrame(columns=list(COLUMNS))
    rules, items = {}, {}
    if reduce is not None:
        rules = score_rules(questionnaire, domains, nominal, reduce)
        shown = find_shown(questionnaire, nominal, figures)
        items = drop_items(questionnaire, domains, nominal, reduce, shown)
    how = questionnaire.method.sensitivity
    return vary_method(
        nominal, rules, items, questionnaire.thresholds, seed=how.seed, draws=how.draws
    )


def is_varied(domain: Domain, outcomes: Mapping[str, Outcome]) -> bool:
    """Tell whether a domain is a strength with a score."""
    return domain.polarity == "strength" and domain.id in outcomes


def find_nominal(questionnaire: Questionnaire, domains: Sequence[Outcome]) -> Nominal | None:
    """Take what is published of neighbourhoods; None without a domain."""
    if not domains:
        return None
    areas = domains[0].layout.areas
    weighing = find_weighing(questionnaire, [outcome.name for outcome in domains])
    numbers = [_publish(outcome) for outcome in domains]
    mean, lower, upper, n = (
        np.stack([each[name][: areas.leaves] for each in numbers], axis=1)
        for name in ("estimate", "lower", "upper", "n")
    )
    weights = np.array([weighing.weights.get(outcome.name, 0.0) for outcome in domains])
    names = tuple(outcome.name for outcome in domains)
    return Nominal(areas.neighbourhoods, names, mean, lower, upper, n, weights, weighing.index)


def find_weighing(questionnaire: Questionnaire, domains: Sequence[str]) -> Weighing:
    """Find the composite to be varied; components of other kinds, or with steps, are not."""
    given = {domain.id: domain.weight for domain in questionnaire.domains}
    for index in questionnaire.method.indices:
        settings = index.settings
        if is_plain(index, domains) and isinstance(settings, CompositeSettings):
            parts = fill_weights(settings, given).of
            return Weighing(index.id, {part.take: part.weight or 0.0 for part in parts})
    return Weighing(PLAIN, dict.fromkeys(domains, 1.0))


def is_plain(index: Index, domains: Sequence[str]) -> bool:
    """Tell whether an index is a composite of nothing but some of these domains, as they are."""
    settings = index.settings
    if not isinstance(index_kinds()[index.kind], Composite):
        return False
    assert isinstance(settings, CompositeSettings)
    return not settings.steps and all(
        part.take in domains and not part.turned_steps for part in settings.of
    )


def score_rules(
    questionnaire: Questionnaire, domains: Sequence[Domain], nominal: Nominal, reduce: Reduce
) -> dict[str, FloatArray]:
    """Score all domains under every missing rule that counts the same people.

    Areas x domains, NaN where there is no mean. `complete` counts others, who may be a handful.
    """
    found: dict[str, FloatArray] = {}
    if any(domain.rule == COMPLETE for domain in domains):
        return found
    for rule in get_args(MissingRule):
        if rule == COMPLETE:
            continue
        changed = tuple(replace(domain, rule=rule) for domain in domains)
        if changed != tuple(domains):
            found[rule] = _score_again(replace(questionnaire, domains=changed), nominal, reduce)
    return found


def find_shown(
    questionnaire: Questionnaire, nominal: Nominal, figures: Iterable[Figure]
) -> frozenset[str]:
    """Name the questions whose own mean is published wherever their domain is."""
    shown = set()
    for figure in figures:
        question = questionnaire.items.get(figure.index)
        if figure.kind != "item" or question is None or question.item is None:
            continue
        if question.item.domain in nominal.domains:
            means = nominal.mean[:, nominal.domains.index(question.item.domain)]
            if not (figure.suppressed[: len(means)] & np.isfinite(means)).any():
                shown.add(question.id)
    return frozenset(shown)


def drop_items(
    questionnaire: Questionnaire,
    domains: Sequence[Domain],
    nominal: Nominal,
    reduce: Reduce,
    shown: Collection[str],
) -> dict[str, FloatArray]:
    """Score each domain without each of its items that are `shown`.

    Areas x domains, the other domains as they are.
    """
    found = {}
    for domain, question in _list_scored(questionnaire, domains):
        if question.id not in shown:
            continue
        changed = replace(drop_item(questionnaire, question), domains=(domain,))
        means = _score_again(changed, nominal, reduce)
        is_changed = np.array(nominal.domains) == domain.id
        found[question.id] = np.where(is_changed, means, nominal.mean)
    return found


def drop_item(questionnaire: Questionnaire, dropped: Question) -> Questionnaire:
    """Give a question the weight 0, so that it is in no score."""
    assert dropped.item is not None
    without = replace(dropped, item=replace(dropped.item, weight=0.0))
    sections = tuple(
        replace(
            section,
            questions=tuple(without if each is dropped else each for each in section.questions),
        )
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def _list_scored(
    questionnaire: Questionnaire, domains: Sequence[Domain]
) -> Iterator[tuple[Domain, Question]]:
    for domain in domains:
        for question in questionnaire.items_of(domain.id):
            if question.item and question.item.weight:
                yield domain, question


def _score_again(questionnaire: Questionnaire, nominal: Nominal, reduce: Reduce) -> FloatArray:
    """Return the means of a changed questionnaire's domains: areas x domains of `nominal`."""
    means = np.full(nominal.mean.shape, np.nan)
    plain = replace(questionnaire, method=replace(questionnaire.method, indices=()))
    for task, totals in reduce(plain):
        means[:, nominal.domains.index(task.name)] = find_means(task, totals)
    return means


def find_means(task: Task, totals: Totals) -> FloatArray:
    """Return a domain's Hájek means (0-100) per neighbourhood; NaN where nobody has a score."""
    if task.name in totals.sums:
        sums = totals.sums[task.name]
        return np.where(sums.mass > 0, sums.mean, np.nan)
    areas = len(totals.ground.areas)
    for question in task.questions:
        if question.item and question.item.weight:
            scores = task.lookups[question.id].scores
            weights = np.zeros((areas, len(scores)))
            answers = totals.tallies[question.id].weights[:, : len(scores)]
            np.add.at(weights, totals.ground.area, answers)
            return divide(weights @ scores, weights.sum(axis=1))
    return np.full(areas, np.nan)


def _publish(outcome: Outcome) -> dict[str, FloatArray]:
    return {
        name: np.where(outcome.is_open, numbers, np.nan)
        for name, numbers in outcome.figure.numbers.items()
    }
