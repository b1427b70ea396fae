"""How often a neighbourhood that is like the others is called different, by degrees of freedom.

Run by `uv run python -m benchmarks.simulations.relative_freedom`. A neighbourhood of few households
is set against seven of sixty each; nobody differs, so 5 % of p-values should be below .05.
"""

from argparse import ArgumentParser
from collections.abc import Iterator

import numpy as np
from scipy.special import stdtr

from benchmarks.simulations.table import write_table, write_with_error
from survey.arrays import IntArray
from survey.scoring.estimation.differences import Differences
from survey.scoring.outcomes.relative import Cells, compare_with_rest

SAMPLES = 4_000
SMALL = (5, 10, 20, 30)
OTHERS = 7
HOUSEHOLDS = 60


def main() -> None:
    """Print how often p is below .05, by whose degrees of freedom are taken."""
    parser = ArgumentParser(prog="python -m benchmarks.simulations.relative_freedom")
    parser.add_argument("--seed", type=int, default=1)
    random = np.random.default_rng(parser.parse_args().seed)
    heads = ("households", "df of the smaller side (ours)", "df of everything")
    print("\n".join(write_table(heads, simulate(random))))


def simulate(random: np.random.Generator) -> Iterator[list[str]]:
    """Simulate surveys with a first neighbourhood of some households; each is a stratum."""
    for few in SMALL:
        area = np.repeat(np.arange(OTHERS + 1), [few] + [HOUSEHOLDS] * OTHERS)
        found = np.array([_try(area, random) for _ in range(SAMPLES)])
        error = found.std(axis=0) / np.sqrt(SAMPLES)
        cells = [write_with_error(*cell, 3) for cell in zip(found.mean(axis=0), error, strict=True)]
        yield [str(few), *cells]


def _try(area: IntArray, random: np.random.Generator) -> list[bool]:
    """Survey once; tell whether p is below .05 either way."""
    y = random.normal(50.0, 20.0, len(area))[:, None]
    psus, psu = np.bincount(area), np.arange(len(area))
    cells = Cells(area, area, psu, np.ones_like(y), y, psus)
    found: Differences = compare_with_rest(cells, OTHERS + 1)
    t = abs(found.difference[0, 0] / found.se[0, 0])
    freedom = len(area) - OTHERS - 1
    return [bool(found.p[0, 0] < 0.05), bool(2 * stdtr(freedom, -t) < 0.05)]


if __name__ == "__main__":
    main()
