"""What a reading takes from the tables beside the scores; what is withheld never reaches it."""

import pickle
import subprocess
import sys

from survey.reports.changes import Change, Move, Rank, Relative
from survey.reports.overview import read_overview
from survey.reports.reading import read_neighbourhood
from survey.scoring.method.sample_choices import Run
from tests.reports.sample import area_rows, make_release, withheld
from tests.reports.sample_tables import (
    changed,
    compared,
    earlier_wave,
    moved,
    ranked,
    unchanged,
    with_tables,
)


def test_it_works():
    """A neighbourhood knows what changed in it since the wave before."""
    release = with_tables(make_release(), change=[changed("sepidar", "qol", 60, 69, "better")])
    reading = read_neighbourhood(release, "sepidar")
    assert reading.earlier == earlier_wave()
    assert reading.changes == (
        Change("qol", "strength", "overlap", 60, 69, 9, 6, 12, "better", 110, 117),
    )


def test_only_what_is_published_and_only_from_here():
    """Withheld rows and those of other areas are left out."""
    rows = [unchanged("sepidar", "qol"), changed("asiab", "qol", 60, 69)]
    release = with_tables(make_release(), change=rows)
    assert read_neighbourhood(release, "sepidar").changes == ()


def test_moves():
    """A stoplight has the shares of households that are better, the same and worse off."""
    release = with_tables(
        make_release(), transitions=[moved("sepidar", "l01", 10, 60, 30, "better")]
    )
    reading = read_neighbourhood(release, "sepidar")
    assert reading.moves == (Move("l01", 60, 30, 60, 10, "better"),)


def test_relatives_by_domain():
    """How far a domain is from all others, and on which side where that is certain."""
    rows = [compared("sepidar", "qol", 12, "above"), compared("sepidar", "support", 1)]
    found = read_neighbourhood(with_tables(make_release(), relative=rows), "sepidar").relatives
    assert found["qol"] == Relative(12, 8, 16, 0.01, "above")
    assert found["support"].side == ""


def test_ranks_of_one_and_of_all():
    """A neighbourhood has its own ranks by index, the overview those of all."""
    rows = [ranked("sepidar", "qol", 2, 1, 4), ranked("asiab", "qol", 5, 3, 7)]
    release = with_tables(make_release(), ranks=rows)
    own = Rank("sepidar", "neighbourhood", "qol", 2, 1, 4, 7, 0.9)
    assert read_neighbourhood(release, "sepidar").ranks == {"qol": own}
    assert [rank.area for rank in read_overview(release).ranks] == ["sepidar", "asiab"]


def test_the_district():
    """A neighbourhood's district is beside it, and all districts in the overview."""
    rows = area_rows("sepidar") + area_rows("district:upper", shift=-3)
    release = make_release([*rows, withheld("district:upper", "strength", "hidden")])
    district = read_neighbourhood(release, "sepidar").district
    score = district.find("strength", "qol")
    assert score is not None
    assert score.estimate == 69 - 3
    assert district.is_withheld("strength", "hidden")
    assert read_overview(release).districts == {"upper": district}


def test_a_release_without_tables():
    """One of before tables were kept is read, and has nothing of them."""
    reading = read_neighbourhood(make_release(), "sepidar")
    assert (reading.changes, reading.moves, reading.earlier) == ((), (), None)
    assert (dict(reading.relatives), dict(reading.ranks), reading.choices) == ({}, {}, ())


def test_choices_of_the_method():
    """A reading has every choice, and what the scoring went through."""
    reading = read_neighbourhood(with_tables(make_release()), "sepidar")
    assert reading.run == Run("1", 661)
    assert {"questionnaire", "design", "domain", "item", "release"} <= {
        choice.part for choice in reading.choices
    }


def test_a_reading_travels_without_pandas():
    """A process that prints takes a reading, all choices included, and never loads pandas."""
    reading = read_neighbourhood(with_tables(make_release()), "sepidar")
    program = (
        "import pickle, sys; reading = pickle.load(sys.stdin.buffer); "
        "assert reading.choices; assert 'pandas' not in sys.modules, 'pandas was loaded'"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], input=pickle.dumps(reading), capture_output=True
    )
    assert ran.returncode == 0, ran.stderr.decode()
