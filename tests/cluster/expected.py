"""What one process finds with everything in one partition: what every engine must find too."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from survey.arrays import FloatArray
from survey.cluster.draws import Drawn, key_cells
from survey.cluster.rounds import Open
from survey.questionnaire.model import Questionnaire
from survey.scoring.estimates import Estimated, estimate_partitions, write_estimates
from survey.scoring.estimation.layout import Layout, make_layouts
from survey.scoring.finish import Scores
from survey.scoring.ranking.bootstrap import PsuTotals, sum_keyed_replicates
from survey.scoring.ranking.replicates import make_psus
from survey.scoring.score import reduce_partitions, score_partitions
from survey.scoring.sums.totals import Totals
from tests.cluster.sample import DISTRICTS, open_together

DRAWS, SEED = 40, 11


def check_scores(questionnaire: Questionnaire, partitions: Sequence[Open], found: Scores) -> None:
    """Every number of the table is the same to 1e-9, and every word."""
    scores = score_partitions(questionnaire, [open_together(partitions)], DISTRICTS)
    assert scores.frame["estimate"].notna().sum() > 50
    pd.testing.assert_frame_equal(found.frame, scores.frame, rtol=1e-9, atol=1e-9)


def check_estimates(
    questionnaire: Questionnaire, partitions: Sequence[Open], found: list[Estimated]
) -> None:
    """Every number is the same to 1e-9 with nothing withheld, too."""
    expected = estimate_partitions(questionnaire, [open_together(partitions)], DISTRICTS)
    pd.testing.assert_frame_equal(
        write_estimates(found), write_estimates(expected), rtol=1e-9, atol=1e-9
    )


def check_draws(questionnaire: Questionnaire, partitions: Sequence[Open], found: Drawn) -> None:
    """Every bootstrap mean is the same to 1e-12."""
    expected = draw_together(questionnaire, partitions)
    assert found.areas == (*"ABCDEF", "district:north", "district:south", "all")
    assert set(found.means) >= {"life", "trust", "home", "harmed"} | set(expected)
    for name, means in expected.items():
        assert np.std(means[:, 0]) > 0
        np.testing.assert_allclose(found.means[name], means, rtol=1e-12, atol=1e-12)


def draw_together(
    questionnaire: Questionnaire, partitions: Sequence[Open]
) -> Mapping[str, FloatArray]:
    """Draw from the merged totals of PSUs, laid out over all areas at once."""
    found = {}
    for _, totals in reduce_partitions(questionnaire, [open_together(partitions)]):
        layout = make_layouts(totals, DISTRICTS)["person"]
        for name, sums in totals.sums.items():
            found[name] = _draw(
                totals, layout, layout.sum_cells(sums.totals), layout.sum_cells(sums.weights)
            )
    return found


def _draw(totals: Totals, layout: Layout, total: FloatArray, weight: FloatArray) -> FloatArray:
    ground, rows = totals.ground, layout.rows.tocoo()
    cell = np.zeros(layout.row_psu.max() + 1, dtype=np.int64)
    cell[layout.row_psu[rows.coords[0]]] = rows.coords[1]
    population = np.zeros(len(ground.strata))
    population[ground.stratum] = ground.population
    psus = make_psus(ground.stratum[cell], population)
    figure = PsuTotals(layout.design, layout.row_psu, total, weight)
    return sum_keyed_replicates([figure], psus, key_cells(ground)[cell], DRAWS, SEED)[0].means
