"""Ours: from the snapshot to all estimates of all questions and domains in all areas."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.scoring.task import Answer, list_figures
from survey.questionnaire.model import Questionnaire
from survey.results.snapshot import read_snapshot
from survey.scoring.estimates import estimate_partitions
from survey.scoring.score import score_partitions


def run_ours(folder: Path, questionnaire: Questionnaire) -> Answer:
    """Estimate the means, standard errors and intervals of all questions and domains."""
    partitions = read_snapshot(folder)
    found = {one.index: one for one in estimate_partitions(questionnaire, partitions, {})}
    estimates = [found[name].estimates for name in list_figures(questionnaire)]
    names = found[questionnaire.domains[0].id].areas
    areas = [place for place, area in enumerate(names) if area != "all"]
    return Answer(
        np.column_stack([one.mean[areas] for one in estimates]),
        np.column_stack([one.se[areas] for one in estimates]),
    )


def run_two_way(folder: Path, questionnaire: Questionnaire) -> Answer:
    """Do the same by the product's own rule for gaps."""
    return run_ours(folder, _fill_two_way(questionnaire))


def run_released(folder: Path, questionnaire: Questionnaire) -> None:
    """Do all that the product does: two-way, every answer's share, silences, what to withhold."""
    partitions = read_snapshot(folder)
    frame = score_partitions(_fill_two_way(questionnaire), partitions, {}).frame
    assert len(frame)


def _fill_two_way(questionnaire: Questionnaire) -> Questionnaire:
    domains = tuple(replace(domain, rule="two_way") for domain in questionnaire.domains)
    return replace(questionnaire, domains=domains)
