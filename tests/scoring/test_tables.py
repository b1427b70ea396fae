"""All output tables: what is in each, and that none says what another withholds."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.indices.alkire_foster import AlkireFosterSettings
from survey.indices.composite import CompositeSettings
from survey.locale import Text
from survey.questionnaire.method import Index, Method
from survey.questionnaire.model import Domain
from survey.scoring.tables import COLUMNS, WORDS, make_tables
from survey.scoring.waves.change_table import Wave
from tests.scoring.builders import questionnaire, rating, yes_no
from tests.scoring.surveys import answer, draw_answers, run

TRUST = Domain("trust", Text("Trust"), "strength")
WATER = Domain("water", Text("Water"), "strength")
CRIME = Domain("crime", Text("Crime"), "harm")
MET = Domain("met", Text("Met"), "harm", measure="reported")

OVERALL = Index(
    "overall",
    Text("Overall"),
    "composite",
    "strength",
    CompositeSettings.model_validate({"of": ["trust", "water"]}),
)
POVERTY = Index(
    "poverty", Text("Poverty"), "alkire_foster", "harm", AlkireFosterSettings(domain="met")
)

ASKED = replace(
    questionnaire(
        rating("t1", domain="trust"),
        rating("t2", domain="trust"),
        rating("w1", domain="water"),
        rating("w2", domain="water"),
        rating("c1", domain="crime", polarity="negative"),
        rating("c2", domain="crime", polarity="negative"),
        yes_no("m1", domain="met"),
        yes_no("m2", domain="met"),
        domains=(TRUST, WATER, CRIME, MET),
    ),
    method=Method(indices=(OVERALL, POVERTY)),
)


def numbers(frame):
    """The columns that hold numbers about people."""
    return frame[[name for name in frame.columns if name not in (*WORDS, "suppressed")]].astype(
        float
    )


@pytest.fixture(scope="module")
def two_waves():
    """Four neighbourhoods, one of them with 6 people, in two waves."""
    sizes = {"A": 40, "B": 36, "C": 6, "D": 44}
    districts = {"A": "north", "B": "north", "C": "south", "D": "south"}
    waves = [
        run(ASKED, sizes, draw_answers(ASKED, sum(sizes.values()), seed), districts)
        for seed in (1, 2)
    ]
    return [Wave(*one) for one in waves]


@pytest.fixture(scope="module")
def tables(two_waves):
    earlier, later = two_waves
    return make_tables(later.scores, later.partitions, earlier, pd.DataFrame({"key": ["v"]}))


def test_every_table_has_its_columns(tables):
    """In this order, whatever is in them."""
    found = {name: tuple(frame.columns) for name, frame in tables.frames.items()}
    assert found == {**COLUMNS, "method": ("key",)}


def test_tables_of_nobody_have_columns():
    """No respondent, no number."""
    frames = make_tables(*run(ASKED, {}, answer(ASKED, []), {})).frames
    assert {name: tuple(frame.columns) for name, frame in frames.items()} == COLUMNS
    assert all(numbers(frame).isna().all(axis=None) for frame in frames.values())


def test_empty_tables_have_the_types_of_full_ones(tables):
    """Numbers are numbers and truths are truths, with rows or without."""
    empty = make_tables(*run(ASKED, {}, answer(ASKED, []), {})).frames
    for name, frame in empty.items():
        for column, kind in tables.frames[name].dtypes.items():
            if column not in WORDS:
                assert frame[column].dtype == kind, (name, column)


def test_every_column_is_documented():
    """docs/tables.md has a heading for each table and a line for each of its columns."""
    page = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    parts = dict(part.split("\n", 1) for part in page.split("\n## `")[1:])
    for table, columns in COLUMNS.items():
        text = parts[f"{table}`"]
        lines = [line for line in text.splitlines() if line.startswith("| `")]
        assert [line.split("`")[1] for line in lines] == list(columns), table


def test_strengths_and_indices_are_scores(tables):
    """Each domain and index once an area."""
    assert set(zip(tables.scores["index"], tables.scores.kind, strict=True)) == {
        ("trust", "strength"),
        ("water", "strength"),
        ("overall", "composite"),
    }


def test_harms_are_kept_apart(tables):
    """Perceived domains, two worst answers, reports, and all columns of their index."""
    kinds = tables.harms.groupby("kind")["index"].unique().map(sorted).to_dict()
    assert kinds["harm"] == ["crime"]
    assert kinds["top_two"] == ["c1", "c2"]
    assert kinds["yes"] == ["m1", "m2"]
    assert {"poverty", "poverty.headcount", "poverty.censored:m1"} <= set(kinds["alkire_foster"])


def test_questions_are_items(tables):
    """Their means, answers and silences, and nothing else."""
    assert set(tables.items.kind) == {
        "item",
        "option",
        "dont_know",
        "refused",
        "blank",
        "not_applicable",
    }


def test_every_figure_is_in_one_table(two_waves, tables):
    """The three together are the frame of all scores."""
    frame = two_waves[1].scores.frame
    assert len(tables.scores) + len(tables.items) + len(tables.harms) == len(frame)


def test_what_is_withheld_has_no_numbers(tables):
    """C has 6 people: rows, and not one number."""
    for name in ("scores", "items", "harms", "change", "transitions"):
        frame = tables.frames[name]
        assert numbers(frame[frame.suppressed.astype(bool)]).isna().all(axis=None), name


def test_a_withheld_area_has_no_rank(tables):
    """Not even a row."""
    assert "C" not in set(tables.ranks.area)
    assert "C" not in set(tables.sensitivity.area)


def test_every_withheld_figure_is_listed(tables):
    """With the reason that its own table gives."""
    for name in ("scores", "items", "harms", "change"):
        frame = tables.frames[name]
        withheld = frame[frame.suppressed.astype(bool)]
        listed = tables.suppression[tables.suppression.table == name]
        assert listed.reason.tolist() == withheld.flag.tolist()
        assert listed["index"].tolist() == withheld["index"].tolist()
    assert (tables.suppression.reason != "").all()


def test_without_an_earlier_wave_there_is_no_change(two_waves):
    """Tables without rows."""
    found = make_tables(two_waves[1].scores)
    assert (len(found.change), len(found.transitions)) == (0, 0)


def test_a_question_called_like_a_domain_keeps_its_own_row():
    """Only the domain's row is set against the rest."""
    asked = questionnaire(
        rating("crime", domain="crime"), rating("other", domain="crime"), domains=(CRIME,)
    )
    found = make_tables(*run(asked, {"A": 40, "B": 40}, draw_answers(asked, 80, 3), {})).harms
    compared = found[found.difference.notna()]
    assert set(compared.kind) == {"harm"}


SIZES = st.dictionaries(
    st.sampled_from(["A", "B", "C", "D", "E"]), st.integers(1, 24), min_size=1, max_size=5
)


@settings(max_examples=15, deadline=None)
@given(SIZES, SIZES, st.integers(0, 1000), st.sampled_from(["standard", "official"]))
def test_no_table_tells_what_the_scores_withhold(before, after, seed, release):
    """Random waves: no number anywhere for a figure that either wave withholds."""
    asked = replace(ASKED, method=replace(ASKED.method, release=release))
    districts = {"A": "n", "B": "n", "C": "s"}
    earlier, later = (
        Wave(*run(asked, sizes, draw_answers(asked, sum(sizes.values()), seed + place), districts))
        for place, sizes in enumerate((before, after))
    )
    tables = make_tables(later.scores, later.partitions, earlier)
    shown = [
        set(map(tuple, frame[~frame.suppressed][["area", "index"]].to_numpy()))
        for frame in (earlier.scores.frame, later.scores.frame)
    ]
    for name, frame in tables.frames.items():
        told = frame[numbers(frame).notna().any(axis=1)] if len(frame) else frame
        allowed = shown[0] & shown[1] if name in ("change", "transitions") else shown[1]
        if name == "sensitivity":
            allowed = {(area, index) for area, index in allowed} | {
                (area, "strengths") for area, _ in allowed
            }
        assert set(map(tuple, told[["area", "index"]].to_numpy())) <= allowed, name
    assert not np.isfinite(numbers(tables.scores)[tables.scores.suppressed]).any(axis=None)
