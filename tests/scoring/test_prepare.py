"""Weights, sizes and margins made from a declared design, by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.questionnaire.method import Margin, Method, SampleDesign
from survey.scoring.sample.prepare import prepare
from survey.scoring.score import score, score_answers
from tests.scoring.builders import coded, people, questionnaire, rating, row, yes_no


def declare(unit="person", questions=(), **design):
    """A questionnaire with a declared design."""
    asked = questionnaire(rating(), *questions, unit=unit)
    return replace(asked, method=Method(design=SampleDesign(**design)))


def sample(size=4, **columns):
    """That many respondents of A; `design_x` is the column x of the design."""
    named = {name.replace("design_", "design:"): given for name, given in columns.items()}
    return people({"A": size}, **named)


def prepared(asked, table):
    answers = {"q": [number % 5 for number in range(len(table))]}
    return prepare(asked, table, coded(table, **answers))


def weights(asked, table):
    """The final weights of persons and of households."""
    records = prepared(asked, table).partition.records
    return records.weight.tolist(), records.household_weight.tolist()


def complaint(asked, table):
    with pytest.raises(MahallaError) as caught:
        prepared(asked, table)
    return str(caught.value)


SEX = (Margin("sex", (("female", 60.0), ("male", 40.0))),)

# Factors -----------------------------------------------------------------------------------------


def test_a_weight_is_made_from_its_factors():
    """1/P · eligible/interviewed · factor: 4 · 3/2 · 1.5 = 9 and 2 · 2/1 · 1 = 4."""
    asked = declare(probability="p", eligible="adults", interviewed="seen", nonresponse="f")
    table = sample(
        2, design_p=[0.25, 0.5], design_adults=[3, 2], design_seen=[2, 1], design_f=[1.5, 1]
    )
    assert weights(asked, table)[0] == [9, 4]


def test_a_household_is_not_weighted_by_its_persons():
    """The weight of a household is 1/P · factor: 4 · 1.5 and 2 · 1."""
    asked = declare(probability="p", eligible="adults", nonresponse="f")
    table = sample(2, design_p=[0.25, 0.5], design_adults=[3, 2], design_f=[1.5, 1])
    assert weights(asked, table)[1] == [6, 2]


def test_a_household_has_the_weight_of_its_first_record():
    """Of two persons in one household the first, by id, tells for both."""
    asked = declare(probability="p")
    table = sample(3, household=["x", "y", "x"], design_p=[0.5, 0.25, 0.25])
    assert weights(asked, table) == ([2, 4, 4], [2, 4, 2])


def test_declared_factors_take_the_place_of_given_weights():
    """A column of weights beside factors counts for nothing."""
    asked, given = declare(probability="p"), [7.0, 9.0]
    table = sample(2, weight=given, household_weight=given, design_p=[0.5, 0.25])
    assert weights(asked, table) == ([2, 4], [2, 4])


def test_given_weights_are_taken_as_they_are():
    """Without factors and margins nothing is trimmed, however extreme."""
    given = [1.0, 1.0, 1.0, 100.0]
    table = sample(4, weight=given, household_weight=given)
    assert weights(declare(), table) == (given, given)


def test_a_factor_may_be_an_answer():
    """Where the design names a question, its answer is the number; an option has a code."""
    asked = declare(questions=[rating("adults", 3)], eligible="adults")
    table = sample(2, design_adults=["o2", "o3"])
    answers = coded(table, q=[0, 1], adults=[1, 2])
    assert prepare(asked, table, answers).partition.records.weight.tolist() == [2, 3]


def test_the_order_of_rows_does_not_matter():
    """Weights follow their responses."""
    asked = declare(probability="p")
    table = sample(3, design_p=[0.5, 0.25, 0.2])
    assert weights(asked, table.iloc[::-1]) == weights(asked, table)


# Margins and trimming ----------------------------------------------------------------------------


def test_weights_are_raked_to_margins():
    """60 women and 40 men: three women weigh 20 each, one man 40."""
    table = sample(4, design_sex=["female", "female", "female", "male"])
    assert weights(declare(margins=SEX), table)[0] == pytest.approx([20, 20, 20, 40])


def test_household_weights_are_not_raked_among_persons():
    """Margins of persons say nothing of households."""
    table = sample(4, design_sex=["female", "female", "female", "male"])
    assert weights(declare(margins=SEX), table)[1] == [1, 1, 1, 1]


def test_households_are_raked_where_they_are_the_unit():
    """The first record of each household is raked, and everybody there has its weight."""
    asked = declare("household", margins=SEX, eligible="adults")
    table = sample(
        3,
        household=["x", "y", "x"],
        design_sex=["female", "male", None],
        design_adults=[2, 3, 2],
    )
    got = prepared(asked, table).partition.records
    assert got.weight.tolist() == got.household_weight.tolist() == pytest.approx([60, 40, 60])
    assert got.margins is not None
    assert got.margins.of_households


def test_margins_know_the_weights_before_them():
    """Uncertainty after raking needs the design weights and the categories of every record."""
    asked = declare(probability="p", margins=SEX)
    table = sample(3, design_p=[0.5, 0.25, 0.5], design_sex=["male", "female", "female"])
    margins = prepared(asked, table).partition.records.margins
    assert margins.design_weight.tolist() == [2, 4, 2]
    assert (margins.columns.tolist(), margins.width) == ([[1], [0], [0]], 2)
    assert not margins.of_households


def test_made_weights_are_trimmed_within_strata():
    """The median of 1, 1, 1, 1, 12 is 1: 12 becomes 5, and what is over goes to all."""
    table = sample(5, design_f=[1, 1, 1, 1, 12])
    made = prepared(declare(nonresponse="f"), table)
    assert made.partition.records.weight.tolist() == pytest.approx([16 / 9] * 4 + [80 / 9])
    assert made.partition.records.household_weight[4] == pytest.approx(80 / 9)
    assert made.weighting.trimmed == 1


def test_trimming_can_be_declined():
    """With `trim: null` weights are only raked."""
    table = sample(5, design_f=[1, 1, 1, 1, 12])
    assert weights(declare(nonresponse="f", trim=None), table)[0] == [1, 1, 1, 1, 12]


def test_trimmed_weights_still_meet_the_margins():
    """After trimming, weights are raked again."""
    table = sample(8, design_f=[1, 1, 1, 30, 1, 1, 1, 1], design_sex=["female", "male"] * 4)
    made = prepared(declare(nonresponse="f", margins=SEX), table)
    weight = made.partition.records.weight
    assert [weight[::2].sum(), weight[1::2].sum()] == pytest.approx([60, 40])
    assert weight.max() <= 5 * np.median(weight) * (1 + 1e-9)
    assert made.weighting.trimmed > 0


def test_a_record_of_weight_0_needs_no_answer_to_a_margin():
    """Who is left out by the factor for non-response is not raked."""
    table = sample(3, design_f=[1, 1, 0], design_sex=["female", "male", None])
    assert weights(declare(nonresponse="f", margins=SEX), table)[0] == pytest.approx([60, 40, 0])


def test_a_margin_may_be_a_question():
    """The stored answers are the categories."""
    asked = declare(
        questions=[yes_no("owner")], margins=(Margin("owner", (("yes", 30.0), ("no", 70.0))),)
    )
    table = sample(3, design_owner=["yes", "no", "no"])
    answers = coded(table, q=[0, 1, 2], owner=[1, 0, 0])
    got = prepare(asked, table, answers).partition.records.weight
    assert got.tolist() == pytest.approx([30, 35, 35])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0.05, 1), st.booleans()), min_size=2, max_size=12))
def test_raked_weights_meet_the_census(drawn):
    """Whatever the chances, the weights of each sex add up to its total, and all stay above 0."""
    drawn = [(1.0, True), (1.0, False), *drawn]
    sexes = ["female" if is_female else "male" for _, is_female in drawn]
    table = sample(len(drawn), design_p=[chance for chance, _ in drawn], design_sex=sexes)
    weight = prepared(declare(probability="p", margins=SEX, trim=None), table)
    weight = weight.partition.records.weight
    women = np.array([is_female for _, is_female in drawn])
    assert [weight[women].sum(), weight[~women].sum()] == pytest.approx([60, 40])
    assert (weight > 0).all()


# Strata and sizes --------------------------------------------------------------------------------


def test_neighbourhoods_can_be_strata():
    """Each area is a stratum, whatever the table says."""
    asked = declare(strata="neighbourhood")
    table = people({"B": 1, "A": 2}, stratum=["s", "s", "t"])
    records = prepared(asked, table).partition.records
    assert [records.strata[number] for number in records.stratum] == ["B", "A", "A"]


def test_a_population_is_a_column():
    """N_s of the stratum of every record."""
    table = sample(2, design_fpc=[10, 10])
    assert prepared(declare(population="fpc"), table).partition.records.population.tolist() == [
        10,
        10,
    ]


def test_a_population_is_written_per_stratum():
    """Numbers of the questionnaire are looked up by the name of the stratum."""
    table = sample(2, stratum=["b", "a"])
    asked = declare(populations=(("a", 10.0), ("b", 20.0)))
    assert prepared(asked, table).partition.records.population.tolist() == [20, 10]


def test_a_population_shrinks_the_error():
    """A half of all PSUs drawn: the variance halves."""
    table = people({"A": 40}, **{"design:fpc": [80] * 40})
    answers = coded(table, q=[number % 5 for number in range(40)])
    endless = score(declare(), table, answers)
    finite = score(declare(population="fpc"), table, answers)
    ratio = row(finite, "A", "strength", "d").se / row(endless, "A", "strength", "d").se
    assert ratio == pytest.approx(np.sqrt(0.5))


def test_the_second_stage_is_a_column():
    """M_c of the PSU of every record."""
    asked = declare(population="fpc", second_population="homes")
    table = sample(4, psu=["u", "u", "v", "v"], design_fpc=[9] * 4, design_homes=[30, 30, 40, 40])
    second = prepared(asked, table).partition.records.second_population
    assert second.tolist() == [30, 30, 40, 40]


# What cannot be ----------------------------------------------------------------------------------


def test_a_column_that_the_answers_do_not_have():
    """The design names what is nowhere."""
    assert "no column “p”" in complaint(declare(probability="p"), sample(1))


def test_a_number_that_is_missing():
    """Responses without a factor are named."""
    text = complaint(declare(probability="p"), sample(3, design_p=[0.5, None, None]))
    assert "“p”. These responses have none: r0001, r0002." in text


def test_ten_responses_are_named():
    """Of twelve responses ten are named, and the number of all is told."""
    text = complaint(declare(probability="p"), sample(12, design_p=[None] * 12))
    assert "r0009, … (12)." in text
    assert "r0010" not in text


def test_an_impossible_factor():
    """A chance above 1 is refused, naming the record."""
    text = complaint(declare(probability="p"), sample(2, design_p=[0.5, 2]))
    assert "Record r0001 was drawn with probability 2." in text


def test_a_margin_without_an_answer():
    """Responses that cannot be raked are named."""
    text = complaint(declare(margins=SEX), sample(3, design_sex=["male", None, "female"]))
    assert "margin “sex”. These responses have no answer there: r0001." in text


def test_a_category_that_the_margin_does_not_have():
    """Answers without a total are named, with their responses."""
    text = complaint(declare(margins=SEX), sample(3, design_sex=["male", "other", "female"]))
    assert "“sex” has no total for “other”, but responses are there: r0001." in text


def test_a_stratum_without_a_number():
    """Every stratum that was drawn from needs its population."""
    text = complaint(declare(populations=(("a", 9.0),)), sample(2, stratum=["a", "b"]))
    assert "no number for the strata “b”" in text


def test_a_population_that_varies_in_a_stratum():
    """The stratum is named with both numbers."""
    text = complaint(declare(population="fpc"), sample(2, stratum=["s"] * 2, design_fpc=[9, 8]))
    assert "inside the stratum “s”: “fpc” says both 8 and 9." in text


def test_a_population_smaller_than_the_sample():
    """Three PSUs cannot come out of two."""
    text = complaint(declare(population="fpc"), sample(3, design_fpc=[2, 2, 2]))
    assert "“–” has fewer PSUs in the population (“fpc” says 2) than in the sample (3)." in text


def test_psus_without_weight_are_in_the_sample():
    """A PSU whose records are left out was drawn all the same."""
    asked = declare(nonresponse="f", population="fpc")
    text = complaint(asked, sample(3, design_f=[1, 1, 0], design_fpc=[2, 2, 2]))
    assert "than in the sample (3)" in text


def test_a_second_population_that_varies_in_a_psu():
    """The PSU is named by its first response."""
    asked = declare(population="fpc", second_population="homes")
    table = sample(2, psu=["u", "u"], design_fpc=[9, 9], design_homes=[4, 5])
    assert "inside the PSU of response “r0000”: “homes” says both 4 and 5." in complaint(
        asked, table
    )


def test_a_second_population_smaller_than_the_sample():
    """Two households cannot come out of one."""
    asked = declare(population="fpc", second_population="homes")
    table = sample(3, psu=["u", "v", "v"], design_fpc=[9] * 3, design_homes=[1, 1, 1])
    text = complaint(asked, table)
    assert "response “r0001” has fewer households in the population (“homes” says 1)" in text
    assert "than in the sample (2)" in text


# What the table `method` says --------------------------------------------------------------------


def test_an_unweighted_survey_says_so():
    """Every weight 1, from nowhere."""
    weighting = prepared(declare(), sample(3)).weighting
    assert (weighting.source, weighting.is_weighted) == ("none", False)
    assert (weighting.deff, weighting.n_kish) == (1, 3)


def test_given_weights_are_told():
    """Weights 1 and 3: Kish's factor is 2 · 10 / 16 = 1.25, and two count as 1.6."""
    weighting = prepared(declare(), sample(2, weight=[1.0, 3.0])).weighting
    assert (weighting.source, weighting.is_weighted) == ("column", True)
    assert (weighting.deff, weighting.n_kish) == (1.25, 1.6)


def test_factors_are_told_also_where_they_come_out_equal():
    """A sample that weighs itself is still weighted."""
    weighting = prepared(declare(probability="p"), sample(2, design_p=[1, 1])).weighting
    assert (weighting.source, weighting.is_weighted) == ("factors", True)


def test_raking_is_told():
    """Rounds, and what each margin's totals were multiplied with: 100/99.5 for the second."""
    margins = (*SEX, Margin("age", (("old", 49.75), ("young", 49.75))))
    asked = declare(margins=margins)
    table = sample(
        4, design_sex=["female", "female", "male", "male"], design_age=["old", "young"] * 2
    )
    weighting = prepared(asked, table).weighting
    assert weighting.scales == {"sex": 1, "age": pytest.approx(100 / 99.5)}
    assert (weighting.rounds, weighting.is_weighted) == (1, True)


def test_households_are_described_once_each():
    """With `unit: household` Kish's numbers are those of households."""
    table = sample(3, household=["x", "y", "x"])
    assert prepared(declare("household"), table).weighting.n_kish == 2


def test_scores_stand_on_prepared_weights():
    """All that stands behind the table of scores uses the declared design."""
    asked = declare(nonresponse="f")
    table = people({"A": 40}, **{"design:f": [1, 3] * 20})
    answers = coded(table, q=[0, 4] * 20)
    got = score_answers(asked, table, answers, {}).frame
    assert row(got, "A", "strength", "d").estimate == pytest.approx(75)
