"""Rounds give what one process gives, whatever the engine merges first and however it is split."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from survey.cluster.draws import bootstrap_on, key_cells
from survey.cluster.rounds import Engine, Open, reduce_on
from survey.questionnaire.model import Questionnaire
from survey.scoring.estimates import estimate_totals
from survey.scoring.finish import finish
from survey.scoring.sums.ground import lay_out
from tests.cluster.expected import DRAWS, SEED, check_draws, check_estimates, check_scores
from tests.cluster.sample import DISTRICTS, open_files, open_together


def use_pairs(partitions: Sequence[Open]) -> Engine:
    """An engine in this process that merges the last two sums of a name until one is left."""

    def run(work: Callable[[Open], Mapping[str, object]], merge) -> Mapping[str, object]:
        found: dict[str, list] = {}
        for opened in partitions:
            for name, sums in work(opened).items():
                found.setdefault(name, []).append(sums)
        for parts in found.values():
            while len(parts) > 1:
                parts.append(merge([parts.pop(), parts.pop()]))
        return {name: sums for name, [sums] in found.items()}

    return run


def test_scores(split: Questionnaire, partitions: list[Open]) -> None:
    """All figures of a survey in four parts."""
    found = finish(split, reduce_on(use_pairs(partitions), split), DISTRICTS)
    check_scores(split, partitions, found)


def test_estimates(split: Questionnaire, partitions: list[Open]) -> None:
    """All estimates of it."""
    found = estimate_totals(split, reduce_on(use_pairs(partitions), split), DISTRICTS)
    check_estimates(split, partitions, found)


def test_draws(split: Questionnaire, partitions: list[Open]) -> None:
    """All bootstrap means of it."""
    found = bootstrap_on(use_pairs(partitions), split, DISTRICTS, DRAWS, SEED)
    check_draws(split, partitions, found)


def test_the_only_question_of_a_domain_is_drawn_too(
    split: Questionnaire, partitions: list[Open]
) -> None:
    """Its mean over the draws is near its estimate."""
    found = bootstrap_on(use_pairs(partitions), split, DISTRICTS, 200, SEED)
    scores = finish(split, reduce_on(use_pairs(partitions), split), DISTRICTS)
    mean = scores.outcomes["water"].means.mean
    assert abs(np.nanmean(found.means["water"][:, 0]) - mean[0]) < 1


def test_nothing_is_drawn_where_a_stratum_has_one_psu(
    split: Questionnaire, partitions: list[Open]
) -> None:
    """Area F, and everything that it is part of, rests on a single PSU of stratum `lone`."""
    found = bootstrap_on(use_pairs(partitions), split, DISTRICTS, 3, SEED)
    known = np.isfinite(found.means["life"]).all(axis=0)
    assert dict(zip(found.areas, known.tolist(), strict=True)) == {
        **dict.fromkeys("ABCDE", True),
        "F": False,
        "district:north": True,
        "district:south": True,
        "all": False,
    }


def test_a_worker_may_find_nothing(split: Questionnaire, partitions: list[Open]) -> None:
    """A description that opens no partition changes nothing."""
    engine = use_pairs([partial(open_files, [], []), *partitions])
    found = finish(split, reduce_on(engine, split), DISTRICTS)
    check_scores(split, partitions, found)
    check_draws(split, partitions, bootstrap_on(engine, split, DISTRICTS, DRAWS, SEED))


def test_the_sample_splits_what_may_be_split(partitions: list[Open]) -> None:
    """Most PSUs lie in several parts, some in one, a stratum not in all; households in one."""
    parts = [lay_out(one.records)[0].ground for opened in partitions for one in opened()]
    keys = [set(key_cells(ground).tolist()) for ground in parts]
    assert len(keys[0] & keys[2]) > 30
    assert keys[0] - keys[2]
    assert [("s2" in ground.strata) for ground in parts] == [True, False, True, True]
    whole = open_together(partitions).records
    homes = [set(one.records.household.tolist()) for opened in partitions for one in opened()]
    assert sum(map(len, homes)) == len(set(whole.household.tolist()))
