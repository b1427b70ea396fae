"""However whole households are dealt into partitions, the scores are the same."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.questionnaire.load import parse_questionnaire
from survey.scoring.answers.codes import BLANK, DONT_KNOW, REFUSED, STRUCTURAL
from survey.scoring.estimates import estimate_partitions, write_estimates
from survey.scoring.sample.records import RakedTo, take_partition
from survey.scoring.score import score_partitions

DISTRICTS = {"A": "north", "B": "north"}
ASKED = parse_questionnaire(
    """
id: dealt
title: Dealt out
unit: person
scales:
  three:
    kind: rating
    missing: [dont_know, refused]
    options:
      - {name: no, code: 1, text: Never}
      - {name: seldom, code: 2, text: Seldom}
      - {name: often, code: 3, text: Often}
domains:
  life: {title: Life, polarity: strength}
  trust: {title: Trust, polarity: strength, reflective: true, missing_rule: prorate}
  home: {title: House, polarity: strength, missing_rule: item_first}
  met: {title: Harms met, polarity: harm, measure: reported}
indices:
  both: {title: Both, of: [life, trust]}
  harmed: {title: Harmed, kind: alkire_foster, polarity: harm, domain: met, cutoff: 0.5}
sections:
  - id: all
    title: Everything
    questions:
      - {id: life1, scale: three, text: Life 1., domain: life}
      - {id: life2, scale: three, text: Life 2., domain: life, polarity: negative}
      - {id: life3, scale: three, text: Life 3., domain: life, not_applicable: Not for us}
      - {id: trust1, scale: three, text: Trust 1., domain: trust}
      - {id: trust2, scale: three, text: Trust 2., domain: trust}
      - {id: home1, scale: three, text: House 1., domain: home, level: household}
      - {id: home2, scale: three, text: House 2., domain: home, level: household}
      - {id: met1, kind: yes_no, text: Theft?, domain: met, polarity: negative}
      - {id: met2, kind: yes_no, text: Noise?, domain: met, polarity: negative}
""",
    "dealt.yaml",
)


def draw(seed, homes, areas, second_stage, raked):
    """Draw households of one to three in strata and PSUs that span areas; return table, answers."""
    chance = np.random.default_rng(seed)
    home = pd.DataFrame(
        {
            "area": chance.choice(list("ABCD")[:areas], homes),
            "household": [f"h{number}" for number in range(homes)],
            "stratum": chance.choice(["east", "west"], homes),
            "psu": [f"p{number}" for number in chance.integers(6, size=homes)],
            "household_weight": chance.choice([0.0, 0.5, 1.0, 2.5], homes),
        }
    )
    if second_stage:
        home = home.assign(population=30.0, second_population=500.0)
    people = home.loc[np.repeat(np.arange(homes), chance.integers(1, 4, homes))]
    size = len(people)
    people = people.assign(weight=people["household_weight"] * chance.choice([0, 1, 1.5], size))
    people.index = pd.Index([f"r{number:04}" for number in chance.permutation(size)], dtype="str")
    given = {
        name: chance.choice(
            [0, 1, *([] if name.startswith("met") else [2]), BLANK, DONT_KNOW, REFUSED, STRUCTURAL],
            size,
            p=[0.3, *([0.5] if name.startswith("met") else [0.2, 0.3]), 0.05, 0.05, 0.05, 0.05],
        ).astype(np.int8)
        for name in ASKED.questions
    }
    columns = np.column_stack([chance.integers(2, size=size), 2 + chance.integers(2, size=size)])
    people = people.assign(first=columns[:, 0], second=columns[:, 1], raked=raked)
    return people.sort_index(), pd.DataFrame(given, index=people.index).sort_index()


def take(people, answers):
    margins = None
    if people["raked"].any():
        columns = people[["first", "second"]].to_numpy(dtype=np.int64)
        margins = RakedTo(people["household_weight"].to_numpy(), columns, width=4)
    return take_partition(people, answers, margins)


@settings(max_examples=15, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    homes=st.integers(1, 150),
    areas=st.integers(1, 4),
    deal=st.lists(st.integers(0, 4), min_size=1, max_size=40),
    second_stage=st.booleans(),
    raked=st.booleans(),
)
def test_scores_do_not_depend_on_partitions(seed, homes, areas, deal, second_stage, raked):
    """Any deal of households, in any order of partitions, gives every number to 1e-9."""
    people, answers = draw(seed, homes, areas, second_stage, raked)
    hand = people["household"].str[1:].astype(int).map(lambda home: deal[home % len(deal)])
    hands = [hand == number for number in dict.fromkeys(deal) if (hand == number).any()]
    parts = [take(people[own], answers[own]) for own in hands]
    whole = [take(people, answers)]

    dealt, expected = (score_partitions(ASKED, some, DISTRICTS).frame for some in (parts, whole))
    pd.testing.assert_frame_equal(dealt, expected, rtol=1e-9, atol=1e-9)
    dealt, expected = (
        write_estimates(estimate_partitions(ASKED, some, DISTRICTS)) for some in (parts, whole)
    )
    pd.testing.assert_frame_equal(dealt, expected, rtol=1e-9, atol=1e-9)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), raked=st.booleans())
def test_scores_do_not_depend_on_the_order_of_rows(seed, raked):
    """Rows of a partition may lie in any order that keeps a household's first record first."""
    people, answers = draw(seed, 80, 3, False, raked)
    homes = np.random.default_rng(seed).permutation(80)
    place = people["household"].str[1:].astype(int).map(lambda home: homes[home])
    order = np.argsort(place.to_numpy(), kind="stable")
    mixed = take(people.iloc[order], answers.iloc[order])

    dealt = score_partitions(ASKED, [mixed], DISTRICTS).frame
    expected = score_partitions(ASKED, [take(people, answers)], DISTRICTS).frame
    pd.testing.assert_frame_equal(dealt, expected, rtol=1e-9, atol=1e-9)
