"""What the other tests of this folder stand on: the twins differ, but not in what is released."""

import numpy as np
import pandas as pd
import pytest

from survey.responses.store import responses_of
from survey.results.model import Release
from survey.results.scored import score_responses
from survey.scoring.finish import Scores
from tests.doors.survey import HIDDEN, PROJECT
from tests.doors.town import NOW, Town


def score(town: Town) -> Scores:
    people = list(responses_of(town.database, "town", "autumn", NOW))
    return score_responses(town.form, people, PROJECT, NOW).scores


@pytest.fixture(scope="module")
def scored(town: Town, twin: Town) -> tuple[Scores, Scores]:
    return score(town), score(twin)


@pytest.fixture(scope="module")
def secrets(scored: tuple[Scores, Scores]) -> set[tuple[str, str, str]]:
    """The withheld figures of which the twins have others behind the mask."""
    one, other = scored
    return {
        (area, left.kind, left.index)
        for left, right in zip(one.figures, other.figures, strict=True)
        for place, area in enumerate(one.areas)
        if left.suppressed[place]
        and any(
            left.numbers[name][place] != right.numbers[name][place] for name in ("estimate", "n")
        )
        and np.isfinite(left.numbers["estimate"][place])
    }


def read_tables(release: Release) -> dict[str, pd.DataFrame]:
    return {"scores": release.scores, **release.tables}


def test_what_is_released_is_the_same(town: Town, twin: Town):
    """Else what follows would prove nothing; of each table some rows are shown."""
    one, other = read_tables(town.release()), read_tables(twin.release())

    assert [name for name in one if not one[name].equals(other[name])] == []
    assert {name for name in one if one[name].empty} == set()


def test_what_is_withheld_is_not(secrets: set[tuple[str, str, str]]):
    """Means, shares, silences and indices of hidden places; counts of one to four elsewhere."""
    kinds = {kind for area, kind, _ in secrets if area in HIDDEN}

    assert kinds >= {"strength", "harm", "item", "option", "yes", "top_two"}
    assert kinds >= {"alkire_foster", "stoplights"}
    assert ("big", "yes", "r3") in secrets
    assert ("small", "yes", "r3") in secrets
    assert ("all", "option", "c1=o1") in secrets


def test_how_many_live_in_a_hidden_place_is_not(scored: tuple[Scores, Scores]):
    """One household has moved from a hidden neighbourhood to another one."""
    for figures, sizes in zip(scored, ([6, 7], [5, 8]), strict=True):
        places = [figures.areas.index(area) for area in ("one", "two")]
        assert figures.figures[0].numbers["n"][places].tolist() == sizes
