"""Ours: from the Parquet files to all estimates."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from benchmarks.scoring.task import Answer
from survey.questionnaire.model import Questionnaire
from survey.scoring.score import score

DESIGN = ("area", "household", "stratum", "psu", "weight", "household_weight")


def run_ours(folder: Path, questionnaire: Questionnaire) -> Answer:
    """Score the answers: every domain and every question, its silences and what may be released."""
    answers = pd.read_parquet(folder)
    answers.index = pd.Index([f"{number:08}" for number in range(len(answers))], dtype="str")
    respondents = answers[list(DESIGN)].astype({"area": "str", "stratum": "str"})
    scores = score(questionnaire, respondents, answers[list(questionnaire.items)])
    return _take_domains(scores)


def run_two_way(folder: Path, questionnaire: Questionnaire) -> Answer:
    """Do the same by the product's own rule for gaps."""
    domains = tuple(replace(domain, rule="two_way") for domain in questionnaire.domains)
    return run_ours(folder, replace(questionnaire, domains=domains))


def _take_domains(scores: pd.DataFrame) -> Answer:
    of_areas = scores[scores["kind"].isin(("strength", "harm")) & (scores["area"] != "all")]
    mean = of_areas.pivot(index="area", columns="index", values="estimate")
    se = of_areas.pivot(index="area", columns="index", values="se")
    return Answer(mean.to_numpy(), se.to_numpy())
