"""The table of change between two waves, and what it keeps to itself."""

import numpy as np
import pytest

from survey.scoring.estimation.areas import Areas
from survey.scoring.estimation.hajek import hajek
from survey.scoring.waves.change import COLUMNS, Changing, choose_method, compare_waves
from tests.scoring.waves import ONE_AREA, TWO_AREAS, wave

ALL = [True, True]
UP = np.tile([2.0, 4.0, 6.0, 8.0], 10)
FLAT = np.tile([-2.0, 2.0], 20)
MIDDLE = np.linspace(30, 60, 40)


def changing(before, after, *, index="trust", polarity="strength", method="panel", **more):
    published = more.pop("published", ALL)
    later = more.pop("published_after", published)
    return Changing(
        index=index,
        kind=polarity,
        polarity=polarity,
        method=method,
        before=before,
        after=after,
        is_published_before=np.array(published),
        is_published_after=np.array(later),
        **more,
    )


def first_row(*indices, areas=ONE_AREA):
    return compare_waves(indices, areas).iloc[0]


def without(values, *numbers):
    """NaN for some households."""
    changed = np.array(values, dtype=float)
    changed[list(numbers)] = np.nan
    return changed


def test_a_panel():
    """40 households, 5 points up: before, after, interval, people and the word for it."""
    row = first_row(changing(wave(MIDDLE), wave(MIDDLE + UP)))
    assert (row.area, row["index"], row.kind, row.method) == ("a", "trust", "strength", "panel")
    assert (row.before, row.after, row.difference) == pytest.approx((45, 50, 5))
    assert row.lower < 5 < row.upper
    assert (row.n_before, row.n_after, row.n_both, row.lost, row.gained) == (40, 40, 40, 0, 0)
    assert (row.label, row.suppressed, row.flag) == ("better", False, "")


def test_the_columns():
    """As documented, areas in order, indices in order within each."""
    frame = compare_waves(
        [changing(wave(MIDDLE), wave(MIDDLE + UP), index=name) for name in ("x", "y")], ONE_AREA
    )
    assert tuple(frame.columns) == COLUMNS
    assert frame.area.tolist() == ["a", "a", "all", "all"]
    assert frame["index"].tolist() == ["x", "y", "x", "y"]


def test_no_index_gives_an_empty_table():
    """All columns, no row."""
    frame = compare_waves([], ONE_AREA)
    assert (tuple(frame.columns), len(frame)) == (COLUMNS, 0)


@pytest.mark.parametrize(
    ("polarity", "step", "label"),
    [
        ("strength", UP, "better"),
        ("strength", -UP, "worse"),
        ("harm", UP, "worse"),
        ("harm", -UP, "better"),
        ("strength", FLAT, ""),
    ],
)
def test_more_harm_is_worse(polarity, step, label):
    """The word depends on what a rise means, and is said only where q < .05."""
    found = changing(wave(MIDDLE), wave(MIDDLE + step), polarity=polarity)
    assert first_row(found).label == label


def test_q_counts_the_indices_of_the_area():
    """p of one index among three is three times as doubtful, if it is the smallest."""
    clear = changing(wave(MIDDLE), wave(MIDDLE + UP))
    vague = changing(wave(MIDDLE), wave(MIDDLE + FLAT + 0.1))
    frame = compare_waves([clear, vague, vague], ONE_AREA)
    assert frame.q[0] == pytest.approx(3 * frame.p[0])


def test_a_withheld_index_is_not_counted_in_q():
    """Only what is shown is a test that was made."""
    clear = changing(wave(MIDDLE), wave(MIDDLE + UP))
    withheld = changing(wave(MIDDLE), wave(MIDDLE + UP), published=[False, False])
    frame = compare_waves([clear, withheld], ONE_AREA)
    assert frame.q[0] == frame.p[0]


@pytest.mark.parametrize(
    ("before", "after", "flag"),
    [
        ([False, True], ALL, "withheld_before"),
        (ALL, [False, True], "withheld_after"),
        ([False, True], [False, True], "withheld_before withheld_after"),
    ],
)
def test_what_a_wave_withholds_has_no_change(before, after, flag):
    """No number at all, not even of people, and the reason."""
    row = first_row(
        changing(wave(MIDDLE), wave(MIDDLE + UP), published=before, published_after=after)
    )
    numbers = row.drop(["area", "index", "kind", "method", "label", "suppressed", "flag"])
    assert numbers.isna().all()
    assert (row.method, row.label, row.suppressed, row.flag) == ("panel", "", True, flag)


def test_two_samples():
    """The households differ: means of either wave, and the variance of both."""
    row = first_row(changing(wave(MIDDLE), wave(MIDDLE + UP, range(40, 80)), method="overlap"))
    assert (row.method, row.flag) == ("overlap", "")
    assert row.difference == pytest.approx(5)
    assert (row.n_before, row.n_after) == (40, 40)
    assert np.isnan([row.n_both, row.lost, row.gained]).all()


@pytest.mark.parametrize(
    ("before", "after", "flag"),
    [
        (MIDDLE, without(MIDDLE + UP, *range(3)), "panel_withheld few_lost"),
        (without(MIDDLE, *range(9)), MIDDLE + UP, "panel_withheld few_gained"),
        (MIDDLE, without(MIDDLE + UP, *range(31)), "panel_withheld few_both small_sample"),
    ],
)
def test_few_who_came_or_went_hide_the_panel(before, after, flag):
    """By subtraction from the waves' own means they would be bare: the samples are compared."""
    row = first_row(changing(wave(before), wave(after)))
    assert (row.method, row.flag, row.suppressed) == ("overlap", flag, False)
    assert row.before == pytest.approx(np.nanmean(before))
    assert np.isnan([row.n_both, row.lost, row.gained]).all()


def test_ten_lost_respondents_of_four_households_are_too_few():
    """Households count as well."""
    homes = [*range(30), 30, 30, 30, 31, 31, 31, 32, 32, 33, 33]
    row = first_row(changing(wave(MIDDLE, homes), wave(MIDDLE[:30] + UP[:30])))
    assert row.flag == "panel_withheld few_lost"


def test_ten_lost_in_five_households_are_enough():
    """They are counted, and the panel is shown."""
    homes = [*range(30), 30, 30, 31, 31, 32, 32, 33, 33, 34, 34]
    row = first_row(changing(wave(MIDDLE, homes), wave(MIDDLE[:30] + UP[:30])))
    assert (row.method, row.n_both, row.lost, row.gained) == ("panel", 30, 5, 0)


def test_a_roll_up_gives_way_where_a_neighbourhood_lost_few():
    """b lost 3: the panel of all less that of a would be that of b."""
    area = np.repeat([0, 1], 40)
    values = np.concatenate([MIDDLE, MIDDLE])
    step = np.concatenate([UP, UP])
    lost = without(values + step, 0, 1, 2, 3, 4, 5, 6, 77, 78, 79)
    frame = compare_waves(
        [changing(wave(values, area=area), wave(lost, area=area), published=[True] * 3)], TWO_AREAS
    )
    assert frame.flag.tolist() == ["panel_withheld few_lost", "panel_withheld few_lost", ""]
    lost = without(values + step, *range(10), 77, 78, 79)
    frame = compare_waves(
        [changing(wave(values, area=area), wave(lost, area=area), published=[True] * 3)], TWO_AREAS
    )
    assert frame.flag.tolist() == [
        "",
        "panel_withheld few_lost",
        "panel_withheld complementary",
    ]


YES = np.repeat([0.0, 100.0], 20)


@pytest.mark.parametrize(
    ("after", "flag"),
    [
        (np.repeat([0.0, 100.0], [15, 25]), ""),
        (np.repeat([0.0, 100.0], [0, 40]), ""),
        (np.repeat([0.0, 100.0], [4, 36]), "panel_withheld small_count"),
        (np.repeat([0.0, 100.0], [36, 4]), "panel_withheld small_count"),
        (without(YES, *range(8, 20), 39), "panel_withheld small_count small_sample"),
    ],
)
def test_small_counts_of_a_share_hide_the_panel(after, flag):
    """1 to 4 who say yes or no among those who stayed, or those lost (12 no, 1 yes)."""
    assert first_row(changing(wave(YES), wave(after), is_share=True)).flag == flag


def test_everybody_is_too_much_of_a_sensitive_answer():
    """It speaks for everyone."""
    sure = changing(wave(YES), wave(np.full(40, 100.0)), is_share=True, is_sensitive=True)
    assert first_row(sure).flag == "panel_withheld small_count"


def test_a_sensitive_mean_at_the_end_of_the_scale_hides_the_panel():
    """The ten lost were all at 0: their mean would follow, and tell each one's answer."""
    values = np.concatenate([np.zeros(10), MIDDLE[:30]])
    later = without(values + UP, *range(10))
    assert first_row(changing(wave(values), wave(later))).flag == ""
    found = first_row(changing(wave(values), wave(later), is_sensitive=True))
    assert found.flag == "panel_withheld small_count"


def test_a_sensitive_change_that_is_everybodys_hides_the_panel():
    """All changed by 5: of another index that is said, without an interval."""
    assert first_row(changing(wave(MIDDLE), wave(MIDDLE + 5))).flag == "no_variation"
    found = first_row(changing(wave(MIDDLE), wave(MIDDLE + 5), is_sensitive=True))
    assert found.flag.startswith("panel_withheld small_count")


def test_what_is_to_be_said_of_a_row():
    """Under 30 households, and a stratum with one PSU."""
    layers = [0] * 19 + [1]
    row = first_row(changing(wave(MIDDLE[:20], stratum=layers), wave(MIDDLE[:20] + UP[:20])))
    assert row.flag == "small_sample single_psu"


@pytest.mark.parametrize(
    ("later", "method"),
    [(range(5, 15), "panel"), (range(6, 16), "overlap"), (range(10, 20), "overlap")],
)
def test_half_of_the_households_make_a_panel(later, method):
    """5 of 10 stayed, or 4, or nobody."""
    assert choose_method(wave([0.0] * 10), wave([0.0] * 10, later)) == method


def test_empty_waves_are_no_panel():
    """Nobody stayed."""
    assert choose_method(wave([]), wave([])) == "overlap"


def test_districts_come_between():
    """Neighbourhoods, districts, all."""
    areas = Areas(("a",), ("north",), np.array([0]))
    found = compare_waves([changing(wave(MIDDLE), wave(MIDDLE + UP), published=[True] * 3)], areas)
    assert found.area.tolist() == ["a", "district:north", "all"]


def test_a_few_shared_households_do_not_move_the_error():
    """One household in both waves: with its covariance in print, its answers could be told."""
    before, after = wave(MIDDLE), wave(MIDDLE + UP, range(39, 79))
    row = first_row(changing(before, after, method="overlap"))
    apart = [hajek(before.values).se, hajek(after.values).se]
    assert row.se == pytest.approx(np.hypot(*apart))
