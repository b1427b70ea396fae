"""The task that all ways are given: the questionnaire, and the answer that they must agree on."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from survey.arrays import FloatArray
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Questionnaire

QUESTIONNAIRE = Path(__file__).parent / "questionnaire.yaml"
AREAS = 200
DISTRICTS = 20
PSUS = 50
"""In every area."""


@dataclass(frozen=True)
class Answer:
    """Means (0-100) and their standard errors, areas x figures, in the order of `list_figures`."""

    mean: FloatArray
    se: FloatArray


def read_questionnaire() -> Questionnaire:
    """Read the sixty ratings."""
    return load_questionnaire(QUESTIONNAIRE)


def list_figures(questionnaire: Questionnaire) -> list[str]:
    """Name what is estimated in every area: all domains, then all questions."""
    return [*(domain.id for domain in questionnaire.domains), *questionnaire.items]


def name_area(number: int) -> str:
    """Name an area, 0 … 199, so that the order of names is that of numbers."""
    return f"a{number:03}"


def save_answer(answer: Answer, path: Path) -> None:
    """Keep an answer for comparison."""
    np.savez(path, mean=answer.mean, se=answer.se)


def load_answer(path: Path) -> Answer:
    """Read an answer that was kept."""
    with np.load(path) as kept:
        return Answer(kept["mean"], kept["se"])


def find_difference(one: Answer, other: Answer) -> float:
    """Return the largest relative difference of a mean or a standard error.

    R estimates only the domains, which are the first of all figures.
    """
    both = slice(min(one.mean.shape[1], other.mean.shape[1]))
    pairs = ((one.mean[:, both], other.mean[:, both]), (one.se[:, both], other.se[:, both]))
    return max(float((np.abs(mine - yours) / np.abs(yours)).max()) for mine, yours in pairs)
