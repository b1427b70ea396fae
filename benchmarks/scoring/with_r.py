"""The same estimates by R `survey`, from respondents' scores that are laid out for it before."""

import subprocess
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.scoring.measured import Run
from benchmarks.scoring.task import AREAS, Answer
from benchmarks.scoring.with_pandas import read_answers, score_respondents
from survey.questionnaire.model import Questionnaire

SCRIPT = Path(__file__).parent / "survey.R"
KILO = 1024


def write_scores(folder: Path, questionnaire: Questionnaire, path: Path) -> None:
    """Write design and scores of all respondents as R reads them: doubles, column by column."""
    answers = read_answers(folder, questionnaire)
    domains = [domain.id for domain in questionnaire.domains]
    scores = score_respondents(questionnaire, answers)[domains]
    keys = [pd.factorize(answers[key], sort=True)[0] for key in ("area", "stratum", "psu")]
    design = np.column_stack([*keys, answers["weight"]]).astype(np.float64)
    with path.open("wb") as file:
        for part in (design, scores.to_numpy()):
            np.asfortranarray(part).T.tofile(file)


def run_r(path: Path, domains: int, answer: Path, limit: float) -> Run | None:
    """Run R on written scores; returns None where `limit` seconds were not enough."""
    records = path.stat().st_size // (8 * (4 + domains))
    command = ["Rscript", str(SCRIPT), str(path), str(records), str(domains), str(answer)]
    try:
        run = subprocess.run(command, capture_output=True, check=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    seconds, processor, kilobytes = (float(word) for word in run.stdout.split())
    return Run(seconds, processor, kilobytes * KILO / 1e6)


def read_r(answer: Path, domains: int) -> Answer:
    """Read what R wrote: means, then standard errors, areas x domains, column by column."""
    mean, se = np.fromfile(answer).reshape(2, domains, AREAS)
    return Answer(mean.T, se.T)
