"""A survey in four files whose households are whole, and whose PSUs, strata and areas are not."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from survey.cluster.rounds import Open
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.scoring.answers.codes import BLANK, DONT_KNOW, STRUCTURAL
from survey.scoring.sample.records import Partition, RakedTo, take_partition
from survey.scoring.sums.tasks import find_scored

PARTS = 4
HOMES = 1200
DISTRICTS = {"A": "north", "B": "north", "C": "south", "D": "south"}
OPTIONS = ", ".join(f"{{name: o{code}, code: {code}, text: Answer {code}}}" for code in range(1, 6))
SOURCE = f"""
id: split
title: A survey in parts
unit: person
scales:
  five: {{kind: rating, missing: [dont_know], options: [{OPTIONS}]}}
domains:
  life: {{title: Life here, polarity: strength}}
  trust: {{title: Trust, polarity: strength, reflective: true, missing_rule: prorate}}
  home: {{title: The house, polarity: strength, missing_rule: item_first}}
  water: {{title: Water, polarity: strength}}
  met: {{title: Harms met, polarity: harm, measure: reported}}
indices:
  overall: {{title: Overall, of: [life, trust, {{take: home, weight: 2}}, water]}}
  harmed: {{title: Harmed, kind: alkire_foster, polarity: harm, domain: met, cutoff: 0.4}}
sections:
  - id: all
    title: Everything
    questions:
      - {{id: life1, scale: five, text: Life 1., domain: life}}
      - {{id: life2, scale: five, text: Life 2., domain: life, polarity: negative}}
      - {{id: life3, scale: five, text: Life 3., domain: life, not_applicable: Not for us}}
      - {{id: trust1, scale: five, text: Trust 1., domain: trust}}
      - {{id: trust2, scale: five, text: Trust 2., domain: trust}}
      - {{id: trust3, scale: five, text: Trust 3., domain: trust}}
      - {{id: home1, scale: five, text: House 1., domain: home, level: household}}
      - {{id: home2, scale: five, text: House 2., domain: home, level: household}}
      - {{id: water1, scale: five, text: Water., domain: water}}
      - {{id: met1, kind: yes_no, text: Theft?, domain: met, polarity: negative}}
      - {{id: met2, kind: yes_no, text: Threats?, domain: met, polarity: negative, sensitive: true}}
      - {{id: met3, kind: yes_no, text: Noise?, domain: met, polarity: negative}}
"""


def read_source() -> Questionnaire:
    return parse_questionnaire(SOURCE, "split.yaml")


def draw_respondents(seed: int = 7) -> pd.DataFrame:
    """Draw about 2,700 respondents of 1,200 households in six areas and four strata.

    PSUs called p11 lie in the first part alone, and nothing of the stratum s2 in the second.
    """
    chance = np.random.default_rng(seed)
    area = chance.choice(list("ABCDEF"), HOMES, p=[0.3, 0.2, 0.2, 0.15, 0.1, 0.05])
    stratum = np.where(area == "F", "lone", chance.choice(["s0", "s1", "s2"], HOMES))
    psu = np.where(area == "F", "p0", [f"p{number}" for number in chance.integers(12, size=HOMES)])
    part = np.where(psu == "p11", 0, chance.integers(PARTS, size=HOMES))
    home = pd.DataFrame(
        {
            "area": area,
            "household": [f"h{number}" for number in range(HOMES)],
            "stratum": stratum,
            "psu": psu,
            "household_weight": chance.uniform(0.5, 3.0, HOMES),
            "population": pd.Series(stratum).map({"s0": 40, "s1": 60, "s2": 90, "lone": 20}),
            "part": np.where((stratum == "s2") & (part == 1), 2, part),
        }
    )
    people = home.loc[np.repeat(np.arange(HOMES), 1 + chance.poisson(1.25, HOMES))]
    size = len(people)
    people["design_weight"] = people["household_weight"] * chance.choice([0.0, 1.0, 2.0], size)
    people["sex"], people["age"] = chance.integers(2, size=size), 2 + chance.integers(3, size=size)
    people["weight"] = people["design_weight"] * (1 + 0.1 * people["sex"])
    return people.set_axis(pd.Index([f"r{number:05}" for number in range(size)], dtype="str"))


def draw_answers(questionnaire: Questionnaire, people: pd.DataFrame, seed: int = 8) -> pd.DataFrame:
    """Draw positions; one respondent in ten leaves a question out."""
    chance = np.random.default_rng(seed)
    leaning = chance.normal(0.3 * (people["area"] > "B"), 1.0)
    given = {}
    for name in find_scored(questionnaire):
        highest = 1 if name.startswith("met") else 4
        drawn = np.clip(
            np.round(highest / 2 + leaning + chance.normal(size=len(people))), 0, highest
        )
        silent = chance.choice([BLANK, DONT_KNOW, STRUCTURAL], len(people), p=[0.5, 0.4, 0.1])
        given[name] = np.where(chance.random(len(people)) < 0.1, silent, drawn).astype(np.int8)
    return pd.DataFrame(given, index=people.index)


def write_parts(questionnaire: Questionnaire, folder: Path) -> list[Open]:
    """Write the survey, a Parquet file per part, and return what opens them."""
    people = draw_respondents()
    whole = people.join(draw_answers(questionnaire, people))
    names = find_scored(questionnaire)
    for part, rows in whole.groupby("part"):
        rows.to_parquet(folder / f"part-{part}.parquet")
    return [partial(open_files, names, [path]) for path in sorted(folder.iterdir())]


def open_files(names: Sequence[str], paths: Sequence[Path]) -> Iterator[Partition]:
    """Open files as one partition; without files there is none."""
    if paths:
        rows = pd.concat([pd.read_parquet(path) for path in paths]).sort_index()
        columns = rows[["sex", "age"]].to_numpy(dtype=np.int64)
        margins = RakedTo(rows["design_weight"].to_numpy(), columns, width=5)
        yield take_partition(rows, rows[list(names)], margins)


def open_together(partitions: Sequence[Open]) -> Partition:
    """Open everything as one partition."""
    names, paths = partitions[0].args[0], [path for one in partitions for path in one.args[1]]
    [whole] = open_files(names, paths)
    return whole
