"""How long bootstrap ranks take: `python -m benchmarks.scoring.bootstrap [--rounds 5]`.

200 areas, 1 million responses, 8 domains, 1000 draws: from PSU totals to ranks, Rao–Wu and keyed.
The PSUs are 10,000 clusters of 100 responses, in 1000 strata; also fewer and more of them.
"""

import argparse
import time

import numpy as np

from survey.scoring.ranking.bootstrap import (
    PsuTotals,
    bootstrap_means,
    bootstrap_ranks,
    sum_keyed_replicates,
)
from survey.scoring.ranking.rank_sets import find_rank_sets
from survey.scoring.ranking.replicates import Psus, make_keys, make_psus
from survey.scoring.sample.design import make_design

AREAS, DOMAINS, DRAWS, RESPONSES, SEED = 200, 8, 1000, 1_000_000, 1
PSUS_IN_STRATUM = 10


def main() -> None:
    """Print the best of several rounds for each number of PSUs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--psus", type=int, nargs="*", default=[2_000, 10_000, 50_000])
    options = parser.parse_args()
    print(f"{AREAS} areas, {RESPONSES:,} responses, {DOMAINS} domains, {DRAWS} draws;")
    print(f"best of {options.rounds} rounds, seconds")
    print("| PSUs | Rao–Wu | keyed Poisson |\n|---|---|---|")
    for size in options.psus:
        figures, psus = make_sample(size)
        keys = make_keys([str(psu) for psu in range(size)])
        times = [(time_rao_wu(figures, psus), time_keyed(figures, psus, keys))]
        for _ in range(options.rounds - 1):
            times.append((time_rao_wu(figures, psus), time_keyed(figures, psus, keys)))
        best = np.min(times, axis=0)
        print(f"| {size:,} | {best[0]:.2f} | {best[1]:.2f} |")
    sets = min(time_rank_sets() for _ in range(options.rounds))
    print(f"difference-based rank sets, {AREAS} areas, 5000 draws: {sets:.2f} s")


def make_sample(size: int) -> tuple[list[PsuTotals], Psus]:
    """Make PSU totals as a million responses would leave them: area after area."""
    chance = np.random.default_rng(SEED)
    stratum = np.arange(size) // PSUS_IN_STRATUM
    area = np.arange(size) * AREAS // size
    psus = make_psus(stratum)
    design = make_design(area, stratum, AREAS, np.bincount(stratum))
    figures = []
    for _ in range(DOMAINS):
        weight = chance.uniform(0.5, 1.5, size) * RESPONSES / size
        total = weight * chance.normal(chance.uniform(30, 70, AREAS)[area], 20)
        figures.append(PsuTotals(design, np.arange(size), total, weight))
    return figures, psus


def time_rao_wu(figures: list[PsuTotals], psus: Psus) -> float:
    """Time means and ranks of all domains."""
    start = time.perf_counter()
    rank_all(bootstrap_means(figures, psus, DRAWS, SEED))
    return time.perf_counter() - start


def time_keyed(figures: list[PsuTotals], psus: Psus, keys: np.ndarray) -> float:
    """Time the same with weights keyed by PSU and draw."""
    start = time.perf_counter()
    sums = sum_keyed_replicates(figures, psus, keys, DRAWS, SEED)
    rank_all(tuple(figure.means for figure in sums))
    return time.perf_counter() - start


def rank_all(means: tuple[np.ndarray, ...]) -> None:
    """Rank the areas in every draw of every domain."""
    for domain in means:
        bootstrap_ranks(domain, np.ones(AREAS, dtype=np.bool_), "strength")


def time_rank_sets() -> float:
    """Time the sets of ranks from differences."""
    mean = np.random.default_rng(SEED).normal(50, 10, AREAS)
    start = time.perf_counter()
    find_rank_sets(
        mean,
        np.full(AREAS, 3.0),
        np.ones(AREAS, dtype=np.bool_),
        "strength",
        draws=5000,
        seed=SEED,
        df=np.full(AREAS, 40.0),
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
