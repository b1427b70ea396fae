"""Two waves of answers compared."""

from dataclasses import replace

import numpy as np
import pytest

from survey.indices.alkire_foster import AlkireFosterSettings
from survey.locale import Text
from survey.questionnaire.method import Index, Method
from survey.questionnaire.model import Domain
from survey.scoring.estimation.areas import Areas, find_areas
from survey.scoring.sums.tasks import list_tasks
from survey.scoring.waves.change_table import (
    Wave,
    find_published,
    is_same,
    join_areas,
    place_waves,
    tabulate_change,
)
from survey.scoring.waves.values import Valued
from tests.scoring.builders import questionnaire, rating, spread, yes_no
from tests.scoring.surveys import draw_answers, light, run

TRUST = Domain("trust", Text("Trust"), "strength")
HOME = Domain("home", Text("Home"), "strength")
MET = Domain("met", Text("Met"), "harm", measure="reported")
POOR = Index(
    "poor", Text(""), "alkire_foster", "harm", AlkireFosterSettings(domain="met", cutoff=0.6)
)

ASKED = replace(
    questionnaire(
        rating("t1", domain="trust"),
        rating("t2", domain="trust"),
        light("l", domain="home"),
        yes_no("m1", domain="met", polarity="negative"),
        yes_no("m2", domain="met", polarity="negative"),
        domains=(TRUST, HOME, MET),
    ),
    method=Method(indices=(POOR,)),
)
NUMBERS = ["before", "after", "difference", "se", "lower", "upper", "p", "q"]
NUMBERS += ["n_before", "n_after", "n_both", "lost", "gained"]


def wave(sizes, *, asked=ASKED, seed=1, districts=None, answers=None, **more):
    given = draw_answers(asked, sum(sizes.values()), seed)
    given |= answers or {}
    return Wave(*run(asked, sizes, given, districts, **more))


def find(table, area, index):
    (place,) = np.flatnonzero((table.area == area) & (table["index"] == index))
    return table.iloc[place]


LOW, HIGH = spread(8, 8, 8, 8, 8), spread(0, 8, 8, 8, 16)


def test_a_panel_of_the_same_households():
    """40 households from 50 to 70 on average, each compared with itself."""
    before = wave({"A": 40}, answers={"t1": LOW, "t2": LOW})
    after = wave({"A": 40}, answers={"t1": HIGH, "t2": HIGH})
    change, _ = tabulate_change(before, after)
    found = find(change, "A", "trust")
    assert (found.method, found.label, found.kind) == ("panel", "better", "strength")
    assert (found.before, found.after, found.difference) == pytest.approx((50, 70, 20))
    steps = 25.0 * (np.array(HIGH) - LOW)
    assert found.se == pytest.approx(steps.std(ddof=1) / np.sqrt(40))
    assert (found.n_both, found.lost, found.gained) == (40, 0, 0)


def test_before_and_after_are_the_scores_of_either_wave():
    """Two samples of other households: what the waves published, and the n of each."""
    before = wave({"A": 120, "B": 90}, seed=1)
    after = wave({"A": 150, "B": 90}, seed=2, household=[f"k{place}" for place in range(240)])
    change, _ = tabulate_change(before, after)
    for index in ("trust", "poor"):
        for area, place in (("A", 0), ("B", 1), ("all", 2)):
            found = find(change, area, index)
            assert found.method == "overlap"
            for one, name in ((before, "before"), (after, "after")):
                numbers = one.scores.outcomes[index].figure.numbers
                assert found[name] == pytest.approx(numbers["estimate"][place])
                assert found[f"n_{name}"] == numbers["n"][place]


@pytest.mark.parametrize("sizes", [({"A": 40, "B": 6}, {"A": 40, "B": 40}), None])
def test_what_a_wave_withholds_has_no_change(sizes):
    """Neither of B nor of what B would follow from, whichever wave it was."""
    first, second = sizes or ({"A": 40, "B": 40}, {"A": 40, "B": 6})
    change, moves = tabulate_change(wave(first), wave(second, seed=2))
    withheld = change[change.area.isin(["B", "all"])]
    assert withheld.suppressed.all()
    assert withheld[NUMBERS].isna().all(axis=None)
    assert moves[moves.area.isin(["B", "all"])].suppressed.all()
    assert not find(change, "A", "trust").suppressed


def test_lights_are_followed():
    """10 of 40 households from red to green, the others as they were."""
    stay = spread(20, 10, 10)
    before, after = (
        wave({"A": 40}, answers={"l": stay}),
        wave({"A": 40}, answers={"l": [2] * 10 + stay[10:]}),
    )
    _, moves = tabulate_change(before, after)
    found = find(moves, "A", "l")
    assert (found.n, found.better, found.same, found.worse) == pytest.approx((40, 25, 75, 0))
    assert (found.red_green, found.red_red, found.label) == (10, 10, "better")


def test_lights_of_a_harm_or_of_no_common_question_are_left_out():
    """A reported harm has no mean; a question of another version is not the same."""
    other = questionnaire(light("n", domain="home"), domains=(HOME,))
    _, moves = tabulate_change(wave({"A": 40}), wave({"A": 40}, asked=replace(other, version="w")))
    assert len(moves) == 0
    met = questionnaire(light("l", domain="met"), domains=(MET,))
    _, moves = tabulate_change(wave({"A": 40}, asked=met), wave({"A": 40}, asked=met))
    assert len(moves) == 0


def test_a_neighbourhood_of_one_wave_has_no_change():
    """C came new; all are other people now, but both are published."""
    change, _ = tabulate_change(wave({"A": 40, "B": 40}), wave({"A": 40, "C": 40}, seed=2))
    assert find(change, "C", "trust").flag == "withheld_before"
    assert find(change, "B", "trust").flag == "withheld_after"
    assert not find(change, "all", "trust").suppressed


def test_a_district_of_other_neighbourhoods_is_another_district():
    """B moved from north to south: only A's and B's own rows and all are compared."""
    before = wave({"A": 40, "B": 40}, districts={"A": "north", "B": "north"})
    after = wave({"A": 40, "B": 40}, districts={"A": "north", "B": "south"}, seed=2)
    change, _ = tabulate_change(before, after)
    trust = change[change["index"] == "trust"].set_index("area").suppressed
    assert trust.to_dict() == {
        "A": False,
        "B": False,
        "district:north": True,
        "district:south": True,
        "all": False,
    }


def test_districts_are_those_of_the_later_wave():
    """C is in the earlier one alone and keeps its district."""
    before = find_areas(["A", "C"], {"A": "n", "C": "n"})
    after = find_areas(["A", "B"], {"A": "s"})
    joined = join_areas(before, after)
    assert joined.names == ("A", "B", "C", "district:n", "district:s", "all")
    assert joined.district.tolist() == [1, -1, 0]


def task(name, asked=ASKED):
    return next(task for task in list_tasks(asked) if task.name == name)


def reworded(**more):
    """Another version with the same questions; the map says that they are the same."""
    names = tuple((name, name) for name in ASKED.items)
    method = replace(ASKED.method, compare=names)
    return replace(ASKED, version="w", method=replace(method, **more))


def same(name, new, old=ASKED):
    return is_same(old, new, task(name, new), task(name, old))


@pytest.mark.parametrize("name", ["trust", "poor"])
def test_one_version_measures_the_same(name):
    assert same(name, ASKED)


@pytest.mark.parametrize("name", ["trust", "poor"])
def test_another_version_needs_the_map(name):
    """With it the same, without it not."""
    assert same(name, reworded())
    assert not same(name, reworded(compare=()))


def test_an_index_with_other_settings_is_another():
    """A cutoff of a half."""
    settings = AlkireFosterSettings(domain="met", cutoff=0.5)
    assert not same("poor", reworded(indices=(replace(POOR, settings=settings),)))


def test_what_is_new_has_no_earlier_self():
    """Nor has an index that was of another kind."""
    assert not is_same(ASKED, ASKED, task("trust"), None)
    assert not is_same(ASKED, ASKED, task("poor"), task("trust"))


def test_a_reported_domain_has_no_change():
    """It has no score: the index and the answers speak of it."""
    change, _ = tabulate_change(wave({"A": 40}), wave({"A": 40}, seed=2))
    assert set(change["index"]) == {"trust", "home", "poor"}


def test_no_answer_at_all_is_no_change():
    """Two empty waves: tables without rows. One: rows without numbers."""
    assert [len(table) for table in tabulate_change(wave({}), wave({}))] == [0, 0]
    change, moves = tabulate_change(wave({}), wave({"A": 40}))
    assert change[NUMBERS].isna().all(axis=None)
    assert moves.n.isna().all()


def test_a_wave_without_scores_has_no_areas():
    """A questionnaire of reported harms alone."""
    asked = questionnaire(yes_no("m1", domain="met"), domains=(MET,))
    assert wave({"A": 40}, asked=asked).areas.neighbourhoods == ()


def test_published_is_read_by_name():
    """Areas of this wave among those of both."""
    one = wave({"B": 40})
    areas = Areas(("A", "B"), (), np.array([-1, -1]))
    assert find_published(one, "trust", areas).tolist() == [False, True, True]


def valued(area, stratum, psu, population):
    size = len(area)
    return Valued(
        np.zeros(size),
        np.ones(size),
        np.array(area, dtype=object),
        np.arange(size),
        np.array(stratum, dtype=object),
        np.array(psu),
        np.array(population, dtype=float),
        is_share=False,
    )


def test_waves_are_numbered_alike():
    """PSU 7 of stratum x is another than PSU 7 of stratum y; N_s is each wave's."""
    areas = Areas(("A", "B"), (), np.array([-1, -1]))
    before, after = place_waves(
        valued(["A", "B"], ["x", "y"], [7, 7], [30, np.nan]),
        valued(["B", "A"], ["y", "x"], [7, 7], [np.nan, np.nan]),
        areas,
    )
    assert (before.area.tolist(), after.area.tolist()) == ([0, 1], [1, 0])
    assert before.psu[0] != before.psu[1]
    assert before.psu.tolist() == after.psu[::-1].tolist()
    assert before.population.tolist() == [30, np.inf]
    assert after.population is None
