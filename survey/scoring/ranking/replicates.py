"""Replicate weights: how much each PSU counts in each bootstrap draw (SCORING, "How it runs")."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.special import pdtr

from survey.arrays import BoolArray, FloatArray, IntArray

KeyArray = npt.NDArray[np.uint64]

# SplitMix64: Steele, Lea & Flood 2014, OOPSLA, "Fast splittable pseudorandom number generators".
STEP = np.uint64(0x9E3779B97F4A7C15)
FIRST_FACTOR = np.uint64(0xBF58476D1CE4E5B9)
SECOND_FACTOR = np.uint64(0x94D049BB133111EB)

# From which number of 2**53 on a Poisson(1) count is 1, 2, 3 …; greater counts never come up.
POISSON_STEPS = np.floor(pdtr(np.arange(18.0), 1.0) * 2.0**53).astype(np.uint64)


@dataclass(frozen=True)
class Psus:
    """Every PSU of the sample, also those outside all areas, numbered from 0.

    `stratum` is the stratum of each, numbered from 0; `size` the PSUs of each one's stratum;
    `fraction` n_s/N_s there, 0 without a finite population.
    """

    stratum: IntArray
    size: IntArray
    fraction: FloatArray

    @property
    def is_alone(self) -> BoolArray:
        """Tell which PSUs have no other in their stratum, and are not all of its population."""
        alone: BoolArray = (self.size == 1) & (self.fraction < 1)
        return alone


def make_psus(stratum: IntArray, population: FloatArray | None = None) -> Psus:
    """Describe PSUs by the stratum of each; `population` is N_s per stratum, where known."""
    sizes = np.bincount(stratum)
    fraction = np.zeros(len(stratum))
    if population is not None:
        fraction = (sizes / population)[stratum]
    return Psus(stratum, sizes[stratum], fraction)


def draw_rao_wu(psus: Psus, draws: int, chance: np.random.Generator) -> FloatArray:
    """Draw Rao–Wu weights, PSUs × draws.

    In each stratum of m PSUs m - 1 are drawn with replacement; a PSU drawn k times weighs
    1 + √(1 - n_s/N_s) (k m/(m-1) - 1), which is k m/(m-1) without a finite population. A stratum
    with a single PSU keeps weight 1. The draws of one generator go on where the last ones ended.
    Source: Rao & Wu 1988, JASA 83:231; Rao, Wu & Yue 1992, Survey Methodology 18:209.
    """
    order = np.argsort(psus.stratum, kind="stable")
    first = np.searchsorted(psus.stratum[order], psus.stratum[order])
    # All but the first PSU of each stratum hold one draw: m - 1 in all.
    slots = np.flatnonzero(np.arange(len(order)) > first)
    steps = chance.random((draws, len(slots))) * psus.size[order][slots]
    drawn = order[first[slots] + steps.astype(np.int64)]
    cells = drawn * draws + np.arange(draws)[:, None]
    count = np.bincount(cells.ravel(), minlength=len(order) * draws).reshape(-1, draws)
    root = np.sqrt(1 - psus.fraction)
    slope = root * psus.size / np.maximum(psus.size - 1, 1)
    rest = np.where(psus.size > 1, 1 - root, 1.0)
    return rest[:, None] + slope[:, None] * count


def weigh_poisson(psus: Psus, keys: KeyArray, replicates: IntArray, seed: int) -> FloatArray:
    """Weigh PSUs by counts that come from their keys alone, PSUs × replicates.

    1 + √(1 - n_s/N_s) √(m/(m-1)) (k - k̄_s) with k ~ Poisson(1) and k̄_s its mean over the m PSUs
    of the stratum, so that whoever knows all keys and strata finds the same weights, wherever the
    records are. Weights can be negative. A stratum with a single PSU keeps weight 1.
    Source: the Poisson multiplicities are those of Chamandy et al. 2012, Google technical report
    "Estimating uncertainty for massive data streams"; the centring gives the design's variance
    (Beaumont & Patak 2012, Int. Stat. Rev. 80:127).
    """
    count = count_poisson(keys, replicates, seed).astype(np.float64)
    place = (psus.stratum, np.arange(len(keys)))
    members: csr_array = csr_array((np.ones(len(keys)), place))
    mean = (members @ count)[psus.stratum] / psus.size[:, None]
    slope = np.sqrt((1 - psus.fraction) * psus.size / np.maximum(psus.size - 1, 1))
    return 1 + slope[:, None] * (count - mean)


def count_poisson(keys: KeyArray, replicates: IntArray, seed: int) -> IntArray:
    """Count how often each PSU is drawn in each numbered replicate: Poisson(1), by inversion.

    Replicate r of a PSU takes the r-th number of a SplitMix64 generator that starts at the PSU's
    mixed key, so any block of PSUs and replicates can be had by itself.
    """
    start = mix_bits(keys ^ mix_bits(np.array([seed], np.uint64)))
    step = (replicates.astype(np.uint64) + np.uint64(1)) * STEP
    uniform = mix_bits(start[:, None] + step) >> np.uint64(11)
    count: IntArray = np.searchsorted(POISSON_STEPS, uniform, side="right").astype(np.int64)
    return count


def make_keys(names: Sequence[str]) -> KeyArray:
    """Make a key of each PSU's name, the same in every process and on every machine.

    Names must be whole: a PSU's name within its stratum is not enough.
    """
    digests = b"".join(blake2b(name.encode(), digest_size=8).digest() for name in names)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def mix_bits(state: KeyArray) -> KeyArray:
    """Scramble 64 bits (the output function of SplitMix64); overflow is meant."""
    state = (state ^ (state >> np.uint64(30))) * FIRST_FACTOR
    state = (state ^ (state >> np.uint64(27))) * SECOND_FACTOR
    return state ^ (state >> np.uint64(31))
