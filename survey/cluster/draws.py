"""Bootstrap means over partitions that other processes read: a PSU may lie in several of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import add

import numpy as np

from survey.arrays import FloatArray, IntArray
from survey.cluster.rounds import Engine, Open, fit_on, sum_up
from survey.questionnaire.model import Questionnaire
from survey.scoring.estimation.areas import Areas, find_areas
from survey.scoring.ranking.bootstrap import PsuTotals, ReplicateSums, sum_keyed_replicates
from survey.scoring.ranking.replicates import KeyArray, Psus, make_keys, make_psus, mix_bits
from survey.scoring.sample.design import Design, make_design
from survey.scoring.sums.chunk import Fits, lay
from survey.scoring.sums.ground import Ground
from survey.scoring.sums.tasks import Task, list_tasks
from survey.scoring.sums.totals import Totals, combine

GROUND = "ground"


@dataclass(frozen=True)
class Drawn:
    """Bootstrap means of domains and of indices over records, draws x areas, in the unit of y.

    NaN where nothing can be drawn. Nothing is withheld: only ranks of released areas may be shown
    (`bootstrap_ranks`).
    """

    areas: tuple[str, ...]
    means: Mapping[str, FloatArray]


@dataclass(frozen=True)
class Frame:
    """The whole sample that draws are made from: its neighbourhoods, and its PSUs.

    `keys` are those of the PSUs, in ascending order; `psus` describes them in the same order.
    """

    neighbourhoods: tuple[str, ...]
    psus: Psus
    keys: KeyArray

    def narrow(self, ground: Ground) -> "Frame":
        """Keep the strata that a partition touches, whole: weights are centred in them."""
        found = self.psus.stratum[np.searchsorted(self.keys, key_cells(ground))]
        kept = np.isin(self.psus.stratum, found)
        stratum, size, fraction = self.psus.stratum, self.psus.size, self.psus.fraction
        psus = Psus(np.unique(stratum[kept], return_inverse=True)[1], size[kept], fraction[kept])
        return Frame(self.neighbourhoods, psus, self.keys[kept])

    def place(self, ground: Ground) -> tuple[Design, IntArray]:
        """Lay a partition's cells out as rows, with the numbers of areas and PSUs of the whole."""
        place = {name: number for number, name in enumerate(self.neighbourhoods)}
        area = np.array([place[name] for name in ground.areas], dtype=np.int64)[ground.area]
        psu = np.searchsorted(self.keys, key_cells(ground)).astype(np.int64)
        sizes = np.bincount(self.psus.stratum)
        return make_design(area, self.psus.stratum[psu], len(place), sizes), psu


def bootstrap_on(
    engine: Engine,
    questionnaire: Questionnaire,
    districts: Mapping[str, str],
    draws: int,
    seed: int,
) -> Drawn:
    """Draw bootstrap means in every area, roll-ups included.

    Weights come from the keys of the PSUs and the seed alone (`weigh_poisson`), so that whoever
    reads a part of a PSU draws it alike.
    """
    ground = engine(find_ground, combine)[GROUND].ground
    frame, areas = describe_frame(ground), find_areas(ground.areas, districts)
    fits = fit_on(engine, questionnaire)
    merged = engine(partial(draw, questionnaire, fits, frame, draws, seed), add_draws)
    return Drawn(areas.names, {name: _roll_up(one, areas).means for name, one in merged.items()})


def find_ground(opened: Open) -> dict[str, Totals]:
    """Find where responses lie, with no sums."""
    parts = [Totals(lay(partition).persons.ground) for partition in opened()]
    return {GROUND: combine(parts)} if parts else {}


def draw(
    questionnaire: Questionnaire,
    fits: Mapping[str, Fits],
    frame: Frame,
    draws: int,
    seed: int,
    opened: Open,
) -> dict[str, ReplicateSums]:
    """Sum up the draws of each figure over records, neighbourhoods x draws."""
    totals = sum_up(questionnaire, fits, opened)
    if not totals:
        return {}
    here = frame.narrow(next(iter(totals.values())).ground)
    figures = {
        name: figure
        for task in list_tasks(questionnaire)
        for name, figure in _find_figures(task, totals[task.name], here).items()
    }
    sums = sum_keyed_replicates(list(figures.values()), here.psus, here.keys, draws, seed)
    return dict(zip(figures, sums, strict=True))


def add_draws(parts: Sequence[ReplicateSums]) -> ReplicateSums:
    """Add the draws of partitions up."""
    return reduce(add, parts)


def describe_frame(ground: Ground) -> Frame:
    """Describe the PSUs of the whole sample; a PSU is its key within its stratum."""
    keys, first = np.unique(key_cells(ground), return_index=True)
    population = np.full(len(ground.strata), np.inf)
    known = np.isfinite(ground.population)
    population[ground.stratum[known]] = ground.population[known]
    return Frame(ground.areas, make_psus(ground.stratum[first], population), keys)


def key_cells(ground: Ground) -> KeyArray:
    """Give every cell a key of its stratum and PSU, the same wherever they lie.

    Two PSUs of a stratum never have the same one.
    """
    strata = mix_bits(make_keys(ground.strata))
    return mix_bits(strata[ground.stratum] ^ ground.psu.astype(np.int64).view(np.uint64))


def _find_figures(task: Task, totals: Totals, frame: Frame) -> dict[str, PsuTotals]:
    """Find the PSU totals of an index's columns, or of a domain's score, in a partition."""
    design, psu = frame.place(totals.ground)
    figures = {
        name: PsuTotals(design, psu, sums.totals, sums.weights)
        for name, sums in totals.sums.items()
    }
    weighed = [question for question in task.questions if question.item and question.item.weight]
    if task.domain and task.domain.measure != "reported" and len(weighed) == 1:
        lookup, tally = task.lookups[weighed[0].id], totals.tallies[weighed[0].id]
        answers = tally.weights[:, : lookup.options]
        figures[task.name] = PsuTotals(design, psu, answers @ lookup.scores, answers.sum(axis=1))
    return figures


def _roll_up(sums: ReplicateSums, areas: Areas) -> ReplicateSums:
    has_lone = areas.roll_up(sums.has_lone) > 0
    return ReplicateSums(areas.roll_up(sums.total), areas.roll_up(sums.weight), has_lone)
