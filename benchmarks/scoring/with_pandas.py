"""The same estimates as a good pandas user writes them: whole columns and group-by."""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.scoring.task import Answer
from survey.questionnaire.model import Question, Questionnaire
from survey.results.snapshot_layout import ANSWER
from survey.scoring.answers.codes import STRUCTURAL

KEYS = ["area", "stratum", "psu"]


def run_pandas(folder: Path, questionnaire: Questionnaire) -> Answer:
    """Estimate from the Parquet files."""
    answers = read_answers(folder, questionnaire)
    return estimate(answers[KEYS], answers["weight"], score_respondents(questionnaire, answers))


def read_answers(folder: Path, questionnaire: Questionnaire) -> pd.DataFrame:
    """Read the columns that are needed, of all files."""
    names = {f"{ANSWER}{name}": name for name in questionnaire.items}
    answers = pd.read_parquet(folder, columns=[*KEYS, "weight", *names])
    return answers.rename(columns=names)


def score_respondents(questionnaire: Questionnaire, answers: pd.DataFrame) -> pd.DataFrame:
    """Score every respondent in every domain and question, 0-100, NaN where there is no score.

    Under half answered is no score in a domain.
    """
    codes = answers[list(questionnaire.items)]
    points = codes.where(codes >= 0) * 25.0
    turned = [question.id for question in questionnaire.items.values() if _is_turned(question)]
    points[turned] = 100.0 - points[turned]
    domains = {}
    for domain in questionnaire.domains:
        asked = [question.id for question in questionnaire.items_of(domain.id)]
        applicable = (codes[asked] != STRUCTURAL).sum(axis=1)
        enough = points[asked].count(axis=1) >= applicable / 2
        domains[domain.id] = points[asked].mean(axis=1).where(enough)
    return pd.concat([pd.DataFrame(domains), points], axis=1)


def _is_turned(question: Question) -> bool:
    assert question.item is not None
    return (question.item.polarity == "negative") != question.item.domain.startswith("harm")


def estimate(design: pd.DataFrame, weight: pd.Series, scores: pd.DataFrame) -> Answer:
    """Estimate means and linearised standard errors of areas as domains of the whole design.

    V = Σ_s n_s/(n_s - 1) Σ_c (u_c - ū)² over all PSUs of a stratum; those outside the area are 0.
    Source: SCORING §4.
    """
    keys = [design[key] for key in KEYS]
    present = scores.notna()
    total = scores.mul(weight, axis=0).groupby(keys, observed=True).sum()
    mass = present.mul(weight, axis=0).groupby(keys, observed=True).sum()
    area_mass = mass.groupby("area", observed=True).sum()
    mean = total.groupby("area", observed=True).sum() / area_mass
    area = total.index.get_level_values("area")
    residual = total.sub(mass.mul(mean.loc[area].to_numpy()))
    influence = residual.div(area_mass.loc[area].to_numpy())
    # Squares around the stratum's mean: those of the area's PSUs, and those of the zeros outside.
    psus = design[["stratum", "psu"]].drop_duplicates()["stratum"].value_counts()
    sampled = psus.loc[total.index.get_level_values("stratum")].to_numpy()
    strata = influence.groupby(["area", "stratum"], observed=True)
    centre = strata.transform("sum").div(sampled, axis=0)
    outside = sampled / strata.transform("size").to_numpy() - 1
    squares = (influence - centre).pow(2) + centre.pow(2).mul(outside, axis=0)
    parts = squares.mul(sampled / (sampled - 1), axis=0)
    variance = parts.groupby("area", observed=True).sum()
    return Answer(mean.to_numpy(), np.sqrt(variance.to_numpy()))
