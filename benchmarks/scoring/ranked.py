"""Ours with ranks: from the snapshot to bootstrap ranks of all areas, 1000 draws a domain."""

from pathlib import Path

from benchmarks.scoring.bootstrap import DRAWS, SEED, rank_all
from survey.cluster.draws import describe_frame
from survey.questionnaire.model import Questionnaire
from survey.results.snapshot import read_snapshot
from survey.scoring.ranking.bootstrap import PsuTotals, bootstrap_means
from survey.scoring.score import reduce_partitions


def run_ranked(folder: Path, questionnaire: Questionnaire) -> None:
    """Sum up all domains and questions, draw PSUs anew, and rank the areas in every draw."""
    reduced = [*reduce_partitions(questionnaire, read_snapshot(folder))]
    ground = reduced[0][1].ground
    frame = describe_frame(ground)
    design, psu = frame.place(ground)
    sums = [totals.sums[task.name] for task, totals in reduced]
    figures = [PsuTotals(design, psu, one.totals, one.weights) for one in sums]
    rank_all(bootstrap_means(figures, frame.psus, DRAWS, SEED))
