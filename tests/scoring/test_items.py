"""The figures of one question, and what each area may print of them."""

import pytest

from survey.scoring.answers.codes import DONT_KNOW
from survey.scoring.score import score
from tests.scoring.builders import (
    HARM,
    coded,
    integer,
    people,
    questionnaire,
    rating,
    row,
    rows,
    spread,
    yes_no,
)


def score_areas(question, areas, domain=None, districts=None):
    """Score one question; `areas` gives each neighbourhood's positions."""
    table = people({name: len(given) for name, given in areas.items()})
    answers = [position for given in areas.values() for position in given]
    asked = questionnaire(question) if domain is None else questionnaire(question, domains=[domain])
    return score(asked, table, coded(table, **{question.id: answers}), districts)


def options(scores, area="A"):
    """The shares of answers that an area prints, by index."""
    return rows(scores, area, "option").estimate.round(6).to_dict()


def test_every_answer_has_its_share():
    """5, 10, 15, 10, 10 of 50."""
    scores = score_areas(rating(), {"A": spread(5, 10, 15, 10, 10)})
    assert options(scores) == {"q=o1": 10, "q=o2": 20, "q=o3": 30, "q=o4": 20, "q=o5": 20}


def test_shares_are_of_substantive_answers():
    """Those who don't know are in no share, and not in n."""
    scores = score_areas(rating(options=2), {"A": [*spread(10, 10), *[DONT_KNOW] * 5]})
    share = row(scores, "A", "option", "q=o1")
    assert (share.estimate, share.n) == (50, 20)


def test_small_counts_are_joined():
    """2 who strongly disagree are shown with the 12 who disagree, and never beside them."""
    scores = score_areas(rating(), {"A": spread(2, 12, 16, 15, 15)})
    assert options(scores) == {
        "q=o1+o2": pytest.approx(100 * 14 / 60),
        "q=o3": pytest.approx(100 * 16 / 60),
        "q=o4+o5": 50,
    }


def test_two_sides_are_the_last_resort():
    """The rest against those who agree."""
    scores = score_areas(rating(), {"A": spread(4, 0, 26, 20, 10)})
    assert options(scores) == {"q=o1+o2+o3": 50, "q=o4+o5": 50}


def test_what_cannot_be_grouped_is_withheld_answer_by_answer():
    """All five rows are there, empty, and say why."""
    scores = score_areas(rating(), {"A": spread(1, 1, 0, 28, 30)})
    shares = rows(scores, "A", "option")
    assert list(shares.index) == ["q=o1", "q=o2", "q=o3", "q=o4", "q=o5"]
    assert shares.suppressed.all()
    assert set(shares.flag) == {"small_count"}


def test_each_area_has_its_own_grouping():
    """A prints all answers; B joins; so does the total, which would bare B."""
    full, joined = spread(10, 10, 10, 10, 10), spread(2, 12, 16, 15, 15)
    scores = score_areas(rating(), {"A": full, "B": joined})
    assert list(options(scores, "A")) == ["q=o1", "q=o2", "q=o3", "q=o4", "q=o5"]
    assert list(options(scores, "B")) == list(options(scores, "all"))


def test_a_share_has_the_interval_of_a_share():
    """5 of 50: Korn–Graubard, not symmetric."""
    share = row(score_areas(rating(), {"A": spread(5, 10, 15, 10, 10)}), "A", "option", "q=o1")
    assert share.upper - share.estimate > share.estimate - share.lower > 0


def test_nobody_has_an_interval_too():
    """0 of 40 in one answer of a question that is not sensitive: 0 to 8.8 %."""
    share = row(score_areas(rating(), {"A": spread(0, 10, 10, 10, 10)}), "A", "option", "q=o1")
    assert (share.estimate, share.lower, round(share.upper, 1)) == (0, 0, 8.8)
    assert share.n_effective == 40


def test_a_mean_with_its_whole_distribution_has_an_interval():
    """Nothing more is said by it."""
    item = row(score_areas(rating(), {"A": spread(5, 10, 15, 10, 10)}), "A", "item", "q")
    assert item.lower < item.estimate < item.upper


def test_a_mean_with_three_groups_has_none():
    """Three groups, mean and spread are five equations for five counts: the spread is withheld."""
    item = row(score_areas(rating(), {"A": spread(2, 12, 16, 15, 15)}), "A", "item", "q")
    assert item.flag == "interval_withheld"
    assert item[["se", "lower", "upper"]].isna().all()
    assert item.estimate > 0


def test_a_mean_with_two_sides_has_none():
    """Four equations leave one direction, which whole numbers often close."""
    item = row(score_areas(rating(), {"A": spread(4, 0, 26, 20, 10)}), "A", "item", "q")
    assert item.flag == "interval_withheld"


def test_a_mean_by_itself_has_its_interval():
    """n, mean and spread leave two directions to five counts."""
    item = row(score_areas(rating(), {"A": spread(1, 1, 0, 28, 30)}), "A", "item", "q")
    assert item.flag == ""
    assert item.lower < item.estimate


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        (rating(options=3), (2, 20, 20)),
        (rating(options=4), (2, 1, 20, 20)),
        (rating(sensitive=True), (1, 1, 0, 28, 30)),
    ],
    ids=["three answers", "four answers", "sensitive"],
)
def test_a_mean_by_itself_has_none_where_that_says_too_much(question, counts):
    """Fewer answers leave less open, and of sensitive questions nothing is risked."""
    item = row(score_areas(question, {"A": spread(*counts)}), "A", "item", "q")
    assert item.flag == "interval_withheld"


def test_no_variation_of_a_sensitive_question_is_withheld():
    """If all gave one answer, the mean would be everybody's."""
    scores = score_areas(rating(sensitive=True), {"A": [2] * 40})
    assert row(scores, "A", "item", "q").flag == "small_count"


def test_agreement_is_not_one_subtraction_away():
    """All less the others would be the mean of those who agreed: all gives way."""
    scores = score_areas(rating(sensitive=True), {"A": [2] * 40, "B": spread(8, 8, 8, 8, 8)})
    flags = [row(scores, area, "item", "q").flag for area in ("A", "B", "all")]
    assert flags == ["small_count", "", "complementary"]


def test_no_variation_of_another_question_is_said():
    """The mean stands without an interval."""
    scores = score_areas(rating(), {"A": [2] * 40})
    item = row(scores, "A", "item", "q")
    assert (item.estimate, item.flag) == (50, "no_variation")


@pytest.mark.parametrize("counts", [(3, 37), (37, 3)])
def test_the_mean_of_yes_and_no_is_a_share(counts):
    """3 of 40, or all but 3, are withheld in the mean as in the shares."""
    scores = score_areas(yes_no(), {"A": spread(*counts)})
    assert row(scores, "A", "item", "q").flag == "small_count"
    assert row(scores, "A", "option", "q=yes").flag == "small_count"


def test_a_yes_and_no_mean_has_the_interval_of_a_share():
    """The same figure twice."""
    scores = score_areas(yes_no(), {"A": spread(33, 7)})
    item, share = row(scores, "A", "item", "q"), row(scores, "A", "option", "q=yes")
    assert (item.estimate, item.lower, item.upper) == (share.estimate, share.lower, share.upper)


def test_a_number_of_two_values_is_a_share_without_options():
    """0 or 1 children: masked like yes and no, and no answer is listed."""
    scores = score_areas(integer(highest=1), {"A": spread(38, 2)})
    assert row(scores, "A", "item", "q").flag == "small_count"
    assert "option" not in set(scores.kind)


def test_no_is_good_where_yes_is_worded_negatively():
    """The mean points in the domain's direction, the shares name the answers."""
    scores = score_areas(yes_no(polarity="negative"), {"A": spread(30, 10)})
    assert row(scores, "A", "item", "q").estimate == 75


@pytest.mark.parametrize(("sensitive", "withheld"), [(False, False), (True, True)])
def test_nobody_is_withheld_of_a_sensitive_question(sensitive, withheld):
    """0 of 40 speaks for everyone."""
    scores = score_areas(yes_no(sensitive=sensitive), {"A": spread(40, 0)})
    assert row(scores, "A", "item", "q").suppressed == withheld


def test_a_perceived_harm_has_its_top_two_box():
    """Often and very often: 20 of 50."""
    question = rating(polarity="negative")
    scores = score_areas(question, {"A": spread(5, 10, 15, 10, 10)}, HARM)
    assert row(scores, "A", "top_two", "q").estimate == 40


def test_the_top_two_box_is_one_of_the_groups():
    """Where answers are joined, it is their worse side."""
    question = rating(polarity="negative")
    scores = score_areas(question, {"A": spread(4, 0, 26, 20, 10)}, HARM)
    assert row(scores, "A", "top_two", "q").estimate == options(scores)["q=o4+o5"]


def test_the_top_two_box_is_withheld_with_the_groups():
    """Where no grouping is safe, it is not either."""
    question = rating(polarity="negative")
    scores = score_areas(question, {"A": spread(30, 28, 0, 1, 1)}, HARM)
    assert row(scores, "A", "top_two", "q").flag == "small_count"


def test_the_total_of_yes_and_no_does_not_bare_a_neighbourhood():
    """A's 20 of 40 and the total would give B's 2 of 40."""
    scores = score_areas(yes_no(), {"A": spread(20, 20), "B": spread(38, 2)})
    assert row(scores, "all", "item", "q").flag == "complementary"


def test_two_worst_answers_of_a_yes_no_harm_are_not_shown():
    """Both answers together would be everybody."""
    scores = score_areas(yes_no(polarity="negative"), {"A": spread(20, 20)}, HARM)
    assert "top_two" not in set(scores.kind)
