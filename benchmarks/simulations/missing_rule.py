"""How far each missing rule moves a mean when two sensitive items lack 40 % of their answers.

Run by `uv run python -m benchmarks.simulations.missing_rule`. The mean that is estimated is that of
the same people had they answered everything, so nothing but the gaps makes the difference.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit

from benchmarks.simulations.table import write_table, write_with_error
from survey.arrays import BoolArray, FloatArray
from survey.questionnaire.model import MissingRule
from survey.scoring.answers.domains import score_domain

AREAS = 200
PERSONS = 300
SENSITIVE = 2
MISSING = 0.4
CUTS = (-1.5, -0.5, 0.5, 1.5)
PERSON_SD = 1.0
ANSWER_SD = 1.0
Mechanism = Literal["MCAR", "MAR", "MNAR"]


@dataclass(frozen=True)
class Domain:
    """A domain of `items` ratings of five, two of them sensitive.

    `gap` is how much lower the sensitive ones are answered, in latent standard deviations;
    `slope` how strongly persons differ on them, where they differ by 1 on the others. `turn` is
    how strongly gaps depend on the person or the answer: log-odds per unit of the latent scale.
    """

    title: str
    items: int
    gap: float
    slope: float = 1.0
    turn: float = 0.6


DOMAINS = (
    Domain("6 items, sensitive ones lower", 6, 1.0),
    Domain("6 items, sensitive ones much lower", 6, 2.0),
    Domain("4 items, sensitive ones lower", 4, 1.0),
    Domain("10 items, sensitive ones lower", 10, 1.0),
    Domain("6 items, all alike", 6, 0.0),
    Domain("6 items, lower, gaps strongly selective", 6, 1.0, turn=1.5),
    Domain("6 items, lower, persons differ less on them", 6, 1.0, slope=0.5),
    Domain("6 items, lower, persons differ more on them", 6, 1.0, slope=1.5),
)


@dataclass(frozen=True)
class People:
    """Persons of all areas: what they are like, and their answers, 0-100, persons x items."""

    person: FloatArray
    answers: FloatArray


def main() -> None:
    """Print the bias of every rule, in points of 100."""
    parser = ArgumentParser(prog="python -m benchmarks.simulations.missing_rule")
    parser.add_argument("--seed", type=int, default=1)
    random = np.random.default_rng(parser.parse_args().seed)
    rules = get_args(MissingRule)
    print("\n".join(write_table(("domain", "gaps", *rules), _simulate(random, rules))))


def _simulate(random: np.random.Generator, rules: tuple[MissingRule, ...]) -> Iterator[list[str]]:
    for domain in DOMAINS:
        people = draw_people(domain, random)
        for mechanism in get_args(Mechanism):
            answers = leave_gaps(people, mechanism, domain.turn, random)
            cells = [
                write_with_error(*find_bias(people.answers, answers, rule), 2) for rule in rules
            ]
            yield [domain.title, mechanism, *cells]


def draw_people(domain: Domain, random: np.random.Generator) -> People:
    """Draw persons and their ratings: person + item + chance, cut into five steps."""
    person = random.normal(0.0, PERSON_SD, AREAS * PERSONS)
    level, slope = np.zeros(domain.items), np.ones(domain.items)
    level[:SENSITIVE], slope[:SENSITIVE] = -domain.gap, domain.slope
    chance = random.normal(0.0, ANSWER_SD, (len(person), domain.items))
    latent = level + person[:, None] * slope + chance
    return People(person, (25.0 * np.digitize(latent, CUTS)).astype(np.float64))


def leave_gaps(
    people: People, mechanism: Mechanism, turn: float, random: np.random.Generator
) -> FloatArray:
    """Return the answers with gaps in the sensitive items, 40 % each.

    MCAR: by chance. MAR: whoever is low on the latent scale leaves more gaps, but whether one does
    is chance given the person. MNAR: the gap depends on the very answer that is missing.
    """
    answers = people.answers.copy()
    for item in range(SENSITIVE):
        cause = {
            "MCAR": np.zeros(len(answers)),
            "MAR": people.person,
            "MNAR": answers[:, item] / 25.0,
        }[mechanism]
        answers[_draw_gaps(-turn * cause, random), item] = np.nan
    return answers


def _draw_gaps(log_odds: FloatArray, random: np.random.Generator) -> BoolArray:
    """Draw gaps whose log-odds differ as given and that are 40 % in all."""
    shift = brentq(lambda by: float(expit(log_odds + by).mean()) - MISSING, -20.0, 20.0)
    gaps: BoolArray = random.random(len(log_odds)) < expit(log_odds + shift)
    return gaps


def find_bias(complete: FloatArray, answers: FloatArray, rule: MissingRule) -> tuple[float, float]:
    """Return the mean bias over areas, in points of 100, and its Monte-Carlo standard error."""
    area = np.repeat(np.arange(AREAS), PERSONS)
    weights = np.ones(answers.shape[1])
    scores = score_domain(answers, np.ones(answers.shape, np.bool_), weights, area, AREAS, rule)
    estimated = np.nanmean(scores.reshape(AREAS, PERSONS), axis=1)
    bias = estimated - complete.mean(axis=1).reshape(AREAS, PERSONS).mean(axis=1)
    return float(bias.mean()), float(bias.std(ddof=1) / np.sqrt(AREAS))


if __name__ == "__main__":
    main()
