"""An attacker with the published table, arithmetic and linear programming learns no hidden count.

`MAHALLA_FUZZ_TABLES` says how many random tables are attacked; the long check takes 10,000.
"""

import os

import numpy as np
import pandas as pd
import pytest

from survey.scoring.answers.codes import BLANK, DONT_KNOW, REFUSED, STRUCTURAL
from survey.scoring.answers.lookup import make_lookup
from survey.scoring.score import score
from tests.scoring.attacker import attack
from tests.scoring.builders import (
    HARM,
    STRENGTH,
    coded,
    people,
    questionnaire,
    rating,
    spread,
    yes_no,
)

TABLES = int(os.environ.get("MAHALLA_FUZZ_TABLES", "150"))
SCORES = np.array([0.0, 25, 50, 75, 100])
SILENT = (DONT_KNOW, REFUSED, BLANK, STRUCTURAL)


def draw_counts(random, areas, options):
    """Random counts of answers, silences and skips; small and none are as frequent as large."""
    if random.random() < 0.5:
        answers = random.choice([0, 0, 1, 2, 3, 5, 8, 14, 30], size=(areas, options))
    else:
        mean = random.choice([1, 4, 12, 30], size=(areas, 1))
        answers = random.poisson(mean * random.dirichlet([1.2] * options, size=areas) * options)
    silent = random.choice([0, 0, 0, 1, 3, 6], size=(areas, 4)) * random.integers(0, 2)
    return np.hstack([answers, silent])


def draw_question(random):
    """A random question and its domain."""
    options = int(random.choice([2, 3, 4, 5, 5, 5, 7]))
    domain = HARM if random.random() < 0.3 else STRENGTH
    more = {"sensitive": bool(random.random() < 0.3)}
    if random.random() < 0.3:
        more["missing"] = ("dont_know", "refused", "not_applicable")
    return (yes_no(**more) if options == 2 else rating(options=options, **more)), domain


def publish(counts, question, domain, districts):
    """Score neighbourhoods N0, N1, … with these counts, one respondent a household."""
    options = counts.shape[1] - len(SILENT)
    codes = [*range(options), *SILENT]
    given = [codes[place] for row in counts for place in spread(*row.tolist())]
    table = people({f"N{place}": int(total) for place, total in enumerate(counts.sum(axis=1))})
    scores = score(
        questionnaire(question, domains=(domain,)), table, coded(table, q=given), districts
    )
    here = [f"N{place}" for place, total in enumerate(counts.sum(axis=1)) if total]
    members = {name: [name] for name in here}
    for district in sorted({districts[name] for name in here} - {""}):
        members[f"district:{district}"] = [name for name in here if districts[name] == district]
    members["all"] = here
    return scores, members


def attack_random_table(seed):
    """Draw, publish and attack one table; returns (hidden cells, those known too closely)."""
    random = np.random.default_rng(seed)
    areas = int(random.integers(1, 7))
    question, domain = draw_question(random)
    lookup = make_lookup(question, domain)
    counts = draw_counts(random, areas, lookup.options)
    districts = {f"N{place}": str(random.choice(["n", "s", ""])) for place in range(areas)}
    if not counts.sum():
        return 0, []
    scores, members = publish(counts, question, domain, districts)
    assert_no_share_is_small(scores)
    truth = counts[counts.sum(axis=1) > 0].astype(float)
    worth = lookup.scores
    return attack(scores, members, lookup.names, worth, truth, is_sensitive=question.sensitive)


def assert_no_share_is_small(scores):
    """No row of a share stands for 1 to 4 people, or for all but 1 to 4."""
    kinds = ["option", "top_two", "dont_know", "refused", "blank", "not_applicable"]
    shares = scores[~scores.suppressed & scores.kind.isin(kinds)]
    counts = shares.n * shares.estimate / 100
    for count in (counts, shares.n - counts):
        assert ((count < 0.5) | (count > 4.5)).all()


def test_no_hidden_count_of_random_tables_is_bared():
    """Every hidden answer and silence keeps 5 counts of room, or what its n and mean leave it."""
    found = {seed: attack_random_table(seed) for seed in range(TABLES)}
    assert {seed: bared for seed, (_, bared) in found.items() if bared} == {}
    assert sum(hidden for hidden, _ in found.values()) > TABLES


def test_an_interval_would_have_solved_three_groups():
    """Why it is withheld: n, mean, spread and three groups have one solution, the hidden counts."""
    counts = np.array([2, 12, 16, 15, 15])
    groups = np.array([[1, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 1]])
    equations = np.vstack([groups, SCORES, SCORES**2])
    assert np.linalg.solve(equations, equations @ counts).round().tolist() == counts.tolist()


def count_distributions(total, places):
    """All ways to put `total` answers into `places` options."""
    if places == 1:
        return np.array([[total]])
    parts = [
        np.insert(count_distributions(total - first, places - 1), 0, first, axis=1)
        for first in range(total + 1)
    ]
    return np.vstack(parts)


def test_a_mean_with_its_interval_seldom_settles_a_distribution():
    """What remains: of 20 answers in fives, n, mean and spread fit one distribution in 50 alone."""
    every = count_distributions(20, 5)
    seen = np.column_stack([every @ SCORES, every @ SCORES**2])
    random = np.random.default_rng(1)
    drawn = random.multinomial(20, random.dirichlet([1.5] * 5, size=300))
    alone = [(seen == [one @ SCORES, one @ SCORES**2]).all(axis=1).sum() == 1 for one in drawn]
    assert np.mean(alone) < 0.03


def test_the_attacker_is_able():
    """Shown A and the total without any mask, he reads B off."""
    rows = [("A", 20.0, 50.0), ("all", 50.0, 24.0)]
    unmasked = pd.DataFrame(
        [
            (area, kind, index, n, estimate, False)
            for area, n, yes in rows
            for kind, index, estimate in (
                ("item", "q", yes),
                ("option", "q=no", 100 - yes),
                ("option", "q=yes", yes),
            )
        ],
        columns=["area", "kind", "index", "n", "estimate", "suppressed"],
    )
    truth = np.array([[10.0, 10, 0, 0, 0, 0], [28, 2, 0, 0, 0, 0]])
    members = {"A": ["A"], "B": ["B"], "all": ["A", "B"]}
    _, bared = attack(unmasked, members, ["no", "yes"], [0.0, 100], truth)
    assert [(area, cell) for area, cell, _, _ in bared] == [("B", "no"), ("B", "yes")]


@pytest.mark.parametrize("seed", [4476, 4610, 5041])
def test_silences_do_not_tell_a_neighbour_s(seed):
    """Three tables in which they did, by how many answered where that is hidden."""
    assert attack_random_table(seed)[1] == []
