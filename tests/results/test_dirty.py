"""A new answer costs one neighbourhood, and the sums are those of a computation from nothing."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from survey.questionnaire.model import Questionnaire
from survey.responses.model import hash_content
from survey.responses.store import submit
from survey.results import dirty
from survey.results.dirty import LiveSums
from survey.results.snapshot import extend_snapshot, read_snapshot
from survey.scoring.finish import finish
from survey.scoring.score import reduce_partitions, score_partitions
from survey.scoring.sums.totals import Totals
from survey.storage.database import Database
from tests.results.collection import AUTUMN, EAST, collect, interview


@pytest.fixture
def live(east_office: Database, street: Questionnaire, tmp_path: Path, now: datetime) -> LiveSums:
    """Sums of a wave in which 40 people of each neighbourhood have answered."""
    collect(east_office, street, range(40))
    collect(east_office, street, range(40, 80), "mill")
    folder = extend_snapshot(east_office, EAST, AUTUMN, street, tmp_path, now)
    return LiveSums(street, folder)


def extend(office: Database, live: LiveSums, now: datetime) -> None:
    extend_snapshot(office, EAST, AUTUMN, live.questionnaire, live.folder.parents[2], now)


def sums_of(live: LiveSums) -> list[np.ndarray]:
    return [flatten(totals) for _, totals in live.reduce()]


def flatten(totals: Totals) -> np.ndarray:
    parts = [part for one in totals.sums.values() for part in vars(one).values()]
    parts += [part for one in totals.tallies.values() for part in vars(one).values()]
    return np.concatenate([part.ravel() for part in parts])


def test_it_works(live: LiveSums) -> None:
    """Sums by neighbourhood give the scores that all answers in one go give."""
    live.refresh()
    whole = score_partitions(live.questionnaire, list(read_snapshot(live.folder)), {})
    shown = finish(live.questionnaire, live.reduce(), {}).frame
    assert shown.equals(whole.frame)


def test_everything_is_dirty_at_first_and_nothing_then(live: LiveSums) -> None:
    """Sums are made once."""
    assert live.refresh() == {"pines", "mill"}
    assert live.refresh() == frozenset()


def test_an_answer_marks_its_neighbourhood(
    east_office: Database, live: LiveSums, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the neighbourhood of a new answer is read and summed again."""
    live.refresh()
    collect(east_office, live.questionnaire, range(80, 81))
    extend(east_office, live, now)
    read: list[object] = []
    monkeypatch.setattr(
        dirty, "read_snapshot", lambda *given: read.append(given[2]) or read_snapshot(*given)
    )
    assert live.refresh() == {"pines"}
    assert read == [["pines"]]


def test_live_sums_are_those_from_nothing(
    east_office: Database, live: LiveSums, now: datetime
) -> None:
    """After new answers, a correction and a withdrawal the sums are as if made from nothing."""
    live.refresh()
    street = live.questionnaire
    for number, change in ((3, {"consent": "refused"}), (4, {"answers": {"safe": "disagree"}})):
        one = interview(street, number, ("agree", "neither", "disagree")[number % 3])
        submit(east_office, "test", replace(one, revises=hash_content(one), **change))
    collect(east_office, street, range(80, 85), "mill")
    extend(east_office, live, now)
    live.refresh()
    whole = reduce_partitions(street, list(read_snapshot(live.folder)))
    for shown, (_, expected) in zip(sums_of(live), whole, strict=True):
        assert shown == pytest.approx(flatten(expected), abs=1e-9)


def test_sums_do_not_depend_on_how_often_one_looks(
    east_office: Database, live: LiveSums, now: datetime
) -> None:
    """Gaps of few answers are filled from the fits of the start, whatever was asked between."""
    seldom = LiveSums(live.questionnaire, live.folder)
    for number in range(80, 87):
        one = interview(live.questionnaire, number, place=("mill", "")[number % 2])
        gap = {"light": "agree"} if number < 84 else {"safe": "disagree", "light": "disagree"}
        submit(east_office, "test", replace(one, answers=gap))
        extend(east_office, live, now)
        live.refresh()
    seldom.refresh()
    assert all(np.array_equal(*pair) for pair in zip(sums_of(live), sums_of(seldom), strict=True))


def test_the_last_answer_of_a_neighbourhood_leaves(
    east_office: Database, live: LiveSums, now: datetime
) -> None:
    """A neighbourhood that nobody answers for any more is in no sum."""
    street = live.questionnaire
    live.refresh()
    for number in range(40, 80):
        one = interview(street, number, ("agree", "neither", "disagree")[number % 3], "mill")
        submit(east_office, "test", replace(one, revises=hash_content(one), consent="refused"))
    extend(east_office, live, now)
    live.refresh()
    assert {totals.ground.areas for _, totals in live.reduce()} == {("pines",)}


def test_nobody_has_answered_yet(
    east_office: Database, street: Questionnaire, tmp_path: Path, now: datetime
) -> None:
    """Before the first answer there are no sums; with it there are."""
    folder = extend_snapshot(east_office, EAST, AUTUMN, street, tmp_path, now)
    live = LiveSums(street, folder)
    assert (live.refresh(), list(live.reduce())) == (frozenset(), [])
    collect(east_office, street, range(3))
    extend(east_office, live, now)
    live.refresh()
    assert [totals.ground.areas for _, totals in live.reduce()] == [("pines",)]


def test_fits_are_renewed_when_asked(east_office: Database, live: LiveSums, now: datetime) -> None:
    """Fitting again makes every neighbourhood dirty."""
    live.refresh()
    live.refit()
    assert live.refresh() == {"pines", "mill"}
