"""Projects and the ids of their places."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.places.model import Project, Wave, is_place_id


@pytest.mark.parametrize("name", ["c", "rtrtrtr_2", "حي النور", "12", "Al-Noor 2.1", "a" * 64])
def test_ids_of_places(name: str) -> None:
    """Letters of any script, digits, spaces and a few marks make the id of a place."""
    assert is_place_id(name)


@pytest.mark.parametrize(
    "name", ["", " c", "c ", "all", "a/b", "district:c", "..", "-c", "a\nb", "a" * 65]
)
def test_what_is_no_id_of_a_place(name: str) -> None:
    """What could be mistaken for a path, an area of scores or another id is refused."""
    assert not is_place_id(name)


@given(st.text())
def test_an_id_is_one_step_of_a_path(name: str) -> None:
    """No id of a place leads out of its folder."""
    if is_place_id(name):
        assert not name.startswith(".")
        assert not set(name) & set("/\\:\0\n")


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 3, 1), "spring"),
        (date(2026, 5, 31), "spring"),
        (date(2026, 9, 1), "autumn"),
        (date(2026, 6, 1), None),
    ],
)
def test_the_wave_of_a_day(east: Project, day: date, found: str | None) -> None:
    """A wave holds its first and its last day; between waves there is none."""
    wave: Wave | None = east.wave_on(day)
    assert (wave.id if wave else None) == found


def test_looking_up_by_id(east: Project) -> None:
    """Waves and neighbourhoods are found by id."""
    assert (east.wave("autumn"), east.neighbourhood("mill")) == (
        east.waves[1],
        east.neighbourhoods[1],
    )


def test_looking_up_what_is_not_there(east: Project) -> None:
    """An unknown id finds nothing."""
    assert (east.wave("winter"), east.neighbourhood("lake")) == (None, None)


def test_what_was_agreed_before_a_wave(east: Project) -> None:
    """A wave looks back on what its neighbourhood agreed after waves before it, not after it."""
    spring, autumn = east.waves
    assert east.actions_before("mill", autumn) == east.actions[:1]
    assert (east.actions_before("mill", spring), east.actions_before("pines", autumn)) == ((), ())
