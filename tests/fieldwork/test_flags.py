"""Each sign by itself: what raises it, and what does not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest

from survey.fieldwork.find import find_flags, raise_flags
from survey.fieldwork.flags.far_away import measure
from survey.fieldwork.model import Around, Interview

ENDED = datetime(2026, 11, 20, 9, tzinfo=UTC)
SQUARE = ((50.0, 36.0), (50.01, 36.0), (50.01, 36.01), (50.0, 36.01), (50.0, 36.0))
CALM = Interview(
    id=UUID(int=1),
    project="town",
    wave="first",
    neighbourhood="north",
    household="H1",
    collector="sara",
    channel="tablet",
    is_refusal=False,
    day=date(2026, 11, 20),
    received_at=ENDED + timedelta(minutes=1),
    ended_at=ENDED,
    seconds=1200,
    offset=1.0,
    answers={f"q{number}": "yes" for number in range(40)},
    asked=40,
    missing=2,
    batteries=(("low", "mid", "low", "high", "low"), ("low",) * 5),
    points=((50.005, 36.005),),
    outline=SQUARE,
)


def test_it_works():
    """An ordinary interview raises nothing."""
    assert raise_flags(CALM, Around(median=1300)) == {}


@pytest.mark.parametrize(
    ("flag", "changes", "around", "detail"),
    [
        ("too_fast", {"seconds": 75}, Around(), {"minutes": 1, "questions": 38}),
        ("too_fast", {"seconds": 500}, Around(median=1300), {"minutes": 8, "questions": 38}),
        (
            "straight_line",
            {"batteries": (("low",) * 5, ("high",) * 6)},
            Around(),
            {"statements": 11},
        ),
        ("much_missing", {"missing": 21}, Around(), {"asked": 40, "missing": 21}),
        ("same_household", {}, Around(interviews=2), {"interviews": 2}),
        ("wrong_clock", {"offset": -301.0}, Around(), {"minutes": 5}),
        (
            "wrong_clock",
            {"offset": None, "ended_at": ENDED + timedelta(minutes=8)},
            Around(),
            {"minutes": 7},
        ),
        ("odd_hours", {"ended_at": ENDED.replace(hour=3)}, Around(), {"hour": 3}),
        ("far_away", {"points": ((50.05, 36.005),)}, Around(), {"kilometres": 4}),
        (
            "near_copy",
            {},
            Around(earlier=[{f"q{number}": "yes" for number in range(3, 40)}]),
            {"alike": 100},
        ),
    ],
)
def test_a_sign_is_seen(flag, changes, around, detail):
    """One thing that is odd raises one flag, with the numbers of its sentence."""
    assert raise_flags(replace(CALM, **changes), around) == {flag: detail}


@pytest.mark.parametrize(
    ("changes", "around"),
    [
        ({"seconds": 77}, Around()),
        ({"seconds": None}, Around(median=1300)),
        ({"seconds": 60, "channel": "self"}, Around(median=1300)),
        ({"batteries": (("low",) * 9,)}, Around()),
        ({"batteries": (("low",) * 5, ("low", "mid", "low", "low", "low"))}, Around()),
        ({"missing": 20}, Around()),
        ({"asked": 8, "missing": 8}, Around()),
        ({"household": ""}, Around(interviews=9)),
        ({"offset": 299.0}, Around()),
        ({"offset": None, "received_at": ENDED + timedelta(days=3)}, Around()),
        ({"ended_at": ENDED.replace(hour=21, minute=59)}, Around()),
        ({"ended_at": ENDED.replace(hour=2), "channel": "self", "collector": ""}, Around()),
        ({"points": ((50.015, 36.005),)}, Around()),
        ({"points": ((51.0, 36.0),), "outline": ()}, Around()),
        ({}, Around(earlier=[{f"q{number}": "yes" for number in range(19)}])),
        ({}, Around(earlier=[{f"q{n}": "yes" if n < 34 else "no" for n in range(40)}])),
    ],
)
def test_what_is_close_is_let_be(changes, around):
    """On the near side of each threshold nothing is raised."""
    assert raise_flags(replace(CALM, **changes), around) == {}


def test_a_refusal_is_never_odd():
    """Whoever refuses at midnight after a minute is left alone."""
    refusal = replace(CALM, is_refusal=True, seconds=1, ended_at=ENDED.replace(hour=0))

    assert raise_flags(refusal, Around(interviews=3)) == {}


def test_the_hour_is_that_of_the_wall():
    """Half past three at night in Tehran is night, whatever the server's clock says."""
    night = datetime(2026, 11, 20, 3, 30, tzinfo=timezone(timedelta(hours=3, minutes=30)))

    assert raise_flags(replace(CALM, ended_at=night), Around()) == {"odd_hours": {"hour": 3}}


@pytest.mark.parametrize(
    ("point", "kilometres"),
    [((50.005, 36.005), 0), ((50.005, 36.02), 1.11), ((50.02, 36.02), 1.43), ((49.99, 36.0), 0.9)],
)
def test_how_far_is_outside(point, kilometres):
    """Within is nothing; outside it is the way to the nearest side or corner."""
    assert measure(point, SQUARE) == pytest.approx(kilometres, abs=0.01)


def test_every_flag_says_where_its_threshold_is_from(root: Path):
    """docs/fieldwork.md has each sign by its name, and each file tells more than its name."""
    page = (root / "docs" / "fieldwork.md").read_text(encoding="utf-8")

    assert [name for name in find_flags() if f"`{name}`" not in page] == []
    assert all(flag.why for flag in find_flags().values())
