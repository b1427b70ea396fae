"""What holds of the scores of any survey, and what the least of surveys give (docs/method.md)."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.locale import Text
from survey.questionnaire.model import Domain
from survey.scoring.answers.codes import BLANK, DONT_KNOW, REFUSED, STRUCTURAL
from survey.scoring.outcomes.figures import COLUMNS, NUMBERS
from survey.scoring.score import score
from tests.scoring.builders import (
    HARM,
    REPORTED,
    STRENGTH,
    coded,
    people,
    questionnaire,
    rating,
    row,
    spread,
    yes_no,
)

DISTRICTS = {"A": "north", "B": "north"}
DOMAINS = tuple(
    replace(domain, id=name)
    for name, domain in (("life", STRENGTH), ("seen", HARM), ("met", REPORTED))
)
ASKED = questionnaire(
    rating("well", domain="life"),
    rating("calm", 4, domain="life", polarity="negative"),
    rating("home", 3, domain="life", level="household"),
    rating("drugs", domain="seen", polarity="negative"),
    rating("noise", domain="seen", polarity="negative"),
    yes_no("theft", domain="met", polarity="negative"),
    domains=DOMAINS,
)
OPTIONS = {"well": 5, "calm": 4, "home": 3, "drugs": 5, "noise": 5, "theft": 2}
OF_HOMES = ("home", "theft")
SILENCES = (BLANK, DONT_KNOW, REFUSED, STRUCTURAL)

seeds = st.integers(0, 10**6)
few = settings(max_examples=6, deadline=None)


def survey(seed, has_gaps=True):
    """Three areas, two strata, PSUs of some households or none; members agree about their home."""
    random = np.random.default_rng(seed)
    homes = int(random.integers(30, 60))
    size = random.integers(1, 4, homes)
    home = np.repeat(np.arange(homes), size)
    area = random.choice(["A", "B", "C"], homes)
    stratum = random.choice(["city", "edge"], homes)
    psu = [f"p{number}" for number in random.integers(0, 8, homes)]
    if random.random() < 0.5:
        psu = [f"h{number}" for number in range(homes)]
    table = people(
        {"": len(home)},
        area=area[home],
        household=[f"h{number}" for number in home],
        stratum=stratum[home],
        psu=[psu[number] for number in home],
        weight=random.choice([0.0, 0.5, 1.0, 2.5], len(home), p=[0.1, 0.3, 0.3, 0.3]),
        household_weight=random.choice([0.5, 1.0, 3.0], homes)[home],
    )
    answers = {}
    for name, options in OPTIONS.items():
        records = homes if name in OF_HOMES else len(home)
        positions = random.integers(0, options, records)
        if has_gaps:
            gaps = random.random(records) < 0.2
            positions[gaps] = random.choice(SILENCES, int(gaps.sum()))
        answers[name] = positions[home] if name in OF_HOMES else positions
    return table, coded(table, **answers)


def assert_same(one, other):
    """The same rows, words and flags, and the same numbers but for rounding."""
    numbers = list(NUMBERS)
    pd.testing.assert_frame_equal(one.drop(columns=numbers), other.drop(columns=numbers))
    pd.testing.assert_frame_equal(one[numbers], other[numbers], rtol=1e-9, atol=1e-9)


def relabel(names, random, prefix):
    """Give every distinct name another, in no order."""
    known = sorted(set(names))
    order = random.permutation(len(known))
    return {name: f"{prefix}{place:04}" for name, place in zip(known, order, strict=True)}


@given(seeds, st.randoms(use_true_random=False))
@few
def test_the_order_of_rows_does_not_matter(seed, random):
    """Rows come in any order, those of answers in another than those of people."""
    table, answers = survey(seed)
    order = random.sample(range(len(table)), len(table))
    shuffled = score(ASKED, table.iloc[order], answers.iloc[order[::-1]], DISTRICTS)
    assert shuffled.to_csv() == score(ASKED, table, answers, DISTRICTS).to_csv()


@given(seeds)
@few
def test_names_do_not_matter(seed):
    """Respondents, households, PSUs and strata may be called otherwise, in another order too."""
    table, answers = survey(seed)
    random = np.random.default_rng(seed + 1)
    homes = relabel(table.household, random, "home")
    units = relabel(table.psu, random, "unit")
    other = table.assign(
        household=table.household.map(homes),
        psu=table.psu.map(lambda name: homes.get(name) or units[name]),
        stratum=table.stratum.map(relabel(table.stratum, random, "s")),
    )
    names = table.index.map(relabel(table.index, random, "r"))
    relabelled = score(ASKED, other.set_axis(names), answers.set_axis(names), DISTRICTS)
    assert_same(relabelled, score(ASKED, table, answers, DISTRICTS))


@given(seeds)
@few
def test_names_of_areas_do_not_matter(seed):
    """The rows carry the new names, and are the same otherwise."""
    table, answers = survey(seed)
    new = {"A": "Asiab", "B": "Bagh", "C": "Cheshmeh"}
    districts = {new[area]: district for area, district in DISTRICTS.items()}
    renamed = score(ASKED, table.assign(area=table.area.map(new)), answers, districts)
    before = score(ASKED, table, answers, DISTRICTS)
    assert_same(renamed, before.assign(area=before.area.replace(new)))


@given(seeds, st.sampled_from([1e-3, 0.5, 7.3, 1e4]), st.sampled_from([1e-2, 1.0, 333.3]))
@few
def test_the_scale_of_weights_does_not_matter(seed, times, times_home):
    """Without a finite population, estimates, intervals, effective n and labels stay the same."""
    table, answers = survey(seed)
    scaled = table.assign(
        weight=table.weight * times, household_weight=table.household_weight * times_home
    )
    assert_same(score(ASKED, scaled, answers, DISTRICTS), score(ASKED, table, answers, DISTRICTS))


@given(seeds)
@few
def test_a_record_of_weight_0_says_nothing(seed):
    """Whatever it answers; it only keeps its PSU in the design."""
    table, answers = survey(seed)
    silent = answers.copy()
    nobody = (table.weight == 0).to_numpy()
    silent.loc[nobody, ["well", "calm", "drugs", "noise"]] = np.int8(BLANK)
    assert_same(score(ASKED, table, silent, DISTRICTS), score(ASKED, table, answers, DISTRICTS))


def reworded(name, polarity):
    """Ask one question of ASKED with the other polarity."""
    section = ASKED.sections[0]
    questions = tuple(
        replace(question, item=replace(question.item, polarity=polarity))
        if question.id == name
        else question
        for question in section.questions
    )
    return replace(ASKED, sections=(replace(section, questions=questions),))


def turn(column, options):
    """Answer from the other end of the scale; silences stay."""
    return column.where(column < 0, options - 1 - column).astype(np.int8)


@given(seeds, st.sampled_from([("well", "negative"), ("calm", "positive"), ("drugs", "positive")]))
@few
def test_a_reworded_question_changes_no_score(seed, question):
    """Turned round in wording and in answers, the scores of questions and domains are the same.

    Only which answers of a strength may be printed together goes by codes, not by scores.
    """
    name, polarity = question
    table, answers = survey(seed)
    turned = answers.assign(**{name: turn(answers[name], OPTIONS[name])})
    before = score(ASKED, table, answers, DISTRICTS)
    after = score(reworded(name, polarity), table, turned, DISTRICTS)
    assert_same(select(before, "strength", "harm"), select(after, "strength", "harm"))
    means = select(after, "item").estimate
    assert means.to_numpy() == pytest.approx(
        select(before, "item").estimate.to_numpy(), nan_ok=True
    )


def select(scores, *kinds):
    """The rows of some kinds of figure."""
    return scores[scores.kind.isin(kinds)].reset_index(drop=True)


MIRRORED = {
    "strength": "weakness",
    "weakness": "strength",
    "likely_strength": "likely_weakness",
    "likely_weakness": "likely_strength",
}


@given(seeds)
@few
def test_a_reversed_domain_flips_exactly(seed):
    """Answered from the other end, gaps and all: 100 less the score, and the opposite label."""
    asked = questionnaire(*(rating(name) for name in ("p", "q", "r")))
    table, _ = survey(seed)
    random = np.random.default_rng(seed)
    positions = random.choice([0, 1, 2, 3, 4, 4, 4, BLANK], (3, len(table)))
    answers = coded(table, p=positions[0], q=positions[1], r=positions[2])
    before = score(asked, table, answers, DISTRICTS)
    after = score(asked, table, answers.apply(turn, options=5), DISTRICTS)
    for area in ("A", "B", "C", "district:north", "all"):
        plain, turned = (row(scores, area, "strength", "d") for scores in (before, after))
        numbers = [100 - turned.estimate, turned.se, 100 - turned.upper, 100 - turned.lower]
        expected = [plain.estimate, plain.se, plain.lower, plain.upper]
        assert numbers == pytest.approx(expected, abs=1e-9, nan_ok=True)
        assert turned.label == MIRRORED.get(plain.label, plain.label)
        assert (turned.flag, turned.n) == pytest.approx((plain.flag, plain.n), nan_ok=True)


@given(seeds, st.booleans())
@few
def test_intervals_contain_their_estimate(seed, has_gaps):
    """Strictly inside 0-100 and never of no width; the standard error is above 0."""
    scores = score(ASKED, *survey(seed, has_gaps), DISTRICTS)
    shown = scores[scores.lower.notna() | scores.upper.notna()]
    assert len(shown)
    assert ((shown.lower >= 0) & (shown.upper <= 100) & (shown.lower < shown.upper)).all()
    assert ((shown.lower <= shown.estimate) & (shown.estimate <= shown.upper)).all()
    assert (shown.se.dropna() > 0).all()


HARMS = questionnaire(
    rating("drugs", domain="seen", polarity="negative"),
    rating("noise", domain="seen", polarity="negative"),
    domains=[DOMAINS[1]],
)


def score_harms(table, answers, rule):
    """The figures of perceived harm by area, kind and name; those withheld are left out."""
    asked = replace(HARMS, domains=(replace(DOMAINS[1], rule=rule),))
    scores = select(score(asked, table, answers), "harm", "item", "top_two")
    return scores.set_index(["area", "kind", "index"]).estimate.dropna()


def assert_no_lower(before, after):
    """No figure that both print has gone down."""
    changes = (after - before).dropna()
    assert len(changes)
    assert (changes >= -1e-9).all()


def worsen(answers, seed):
    """Move about a tenth of the answers about harm to a worse one; silences stay."""
    random = np.random.default_rng(seed)
    worse = answers.copy()
    for name in ("drugs", "noise"):
        positions = answers[name].to_numpy().copy()
        moved = (positions >= 0) & (random.random(len(positions)) < 0.1)
        positions[moved] = np.minimum(positions[moved] + 1, OPTIONS[name] - 1)
        worse[name] = positions
    return worse


@given(seeds, st.sampled_from(["two_way", "prorate", "item_first", "complete"]))
@few
def test_more_harm_never_lowers_a_harm(seed, rule):
    """Of whole answers, under every rule."""
    table, answers = survey(seed, has_gaps=False)
    before = score_harms(table, answers, rule)
    assert_no_lower(before, score_harms(table, worsen(answers, seed), rule))


@given(seeds, st.sampled_from(["prorate", "item_first", "complete"]))
@few
def test_more_harm_never_lowers_a_harm_among_gaps(seed, rule):
    """With these rules a worse answer never makes anybody's gap better."""
    table, answers = survey(seed)
    before = score_harms(table, answers, rule)
    assert_no_lower(before, score_harms(table, worsen(answers, seed), rule))


def test_two_way_may_lower_a_harm_that_one_person_answers_for():
    """30 said drugs are the worst; what they would say of noise is known from one person alone.

    While that person sees neither, noise is no better than drugs and the fills are 100. Once the
    same person sees drugs at their worst, noise is 100 less, and so are the fills (docs/method.md).
    """
    table = people({"A": 31})
    silent = [BLANK] * 30
    before = score_harms(table, coded(table, drugs=[0] + [4] * 30, noise=[0, *silent]), "two_way")
    after = score_harms(table, coded(table, drugs=[4] + [4] * 30, noise=[0, *silent]), "two_way")
    assert before["A", "harm", "seen"] == pytest.approx(30 * 100 / 31)
    assert after["A", "harm", "seen"] == pytest.approx(50)


def test_nobody():
    """A table of nobody has the same columns, and only withheld rows of everything."""
    table = people({})
    scores = score(ASKED, table, coded(table, **{name: [] for name in OPTIONS}))
    assert tuple(scores.columns) == COLUMNS
    assert set(scores.area) == {"all"}
    assert_withheld(scores)


def assert_withheld(scores):
    """No number, no label, and a reason in every row."""
    assert len(scores)
    assert scores.suppressed.all()
    assert scores[list(NUMBERS)].isna().all(axis=None)
    assert (scores.label == "").all()
    assert (scores.flag != "").all()


@pytest.mark.parametrize("answer", [0, 1, BLANK, STRUCTURAL])
def test_one_respondent(answer):
    """Nothing at all is said of one person, nor of what that person did not say."""
    table = people({"A": 1})
    assert_withheld(score(ASKED, table, coded(table, **{name: [answer] for name in OPTIONS})))


def test_one_household():
    """Twelve members of one household are still one household."""
    table = people({"A": 12}, household=["h"] * 12, psu=["h"] * 12)
    answers = coded(table, **{name: spread(6, 6) for name in OPTIONS})
    scores = score(ASKED, table, answers)
    assert_withheld(scores)
    assert scores.flag.str.contains("few_households").all()


@pytest.mark.parametrize("answer", [BLANK, DONT_KNOW, REFUSED, STRUCTURAL])
def test_all_missing(answer):
    """Missing, never 0: domains, questions and answers are withheld."""
    table = people({"A": 20})
    scores = score(ASKED, table, coded(table, **{name: [answer] * 20 for name in OPTIONS}))
    silences = ["dont_know", "refused", "blank", "not_applicable"]
    assert_withheld(scores[~scores.kind.isin(silences)])


def test_all_blank_is_all_non_response():
    """The share of blanks is 100 %, with an interval that is no point: 20 of 20 households."""
    table = people({"A": 20})
    scores = score(questionnaire(rating()), table, coded(table, q=[BLANK] * 20))
    blank = row(scores, "A", "blank", "q")
    assert (blank.estimate, blank.n) == (100, 20)
    assert blank.lower == pytest.approx(100 - 16.8, abs=0.05)


def test_zero_variance():
    """The estimate stands without an interval, an error or a label, and says why."""
    table = people({"A": 40})
    scores = score(ASKED, table, coded(table, **{name: [0] * 40 for name in OPTIONS}))
    seen = row(scores, "A", "harm", "seen")
    assert (seen.estimate, seen.label, seen.flag) == (0, "", "no_variation")
    assert seen[["se", "lower", "upper", "n_effective"]].isna().all()


def test_zero_weights():
    """Where all weights are 0 nobody counts."""
    table = people({"A": 20}, weight=[0.0] * 20, household_weight=[0.0] * 20)
    answers = coded(table, **{name: spread(10, 10) for name in OPTIONS})
    assert_withheld(score(ASKED, table, answers))


def score_psus(psu, stratum):
    """The domain of 12 respondents with a score each: 0 for the first half, 100 for the second."""
    table = people({"A": 12}, psu=psu, stratum=stratum)
    asked = questionnaire(
        rating("p", 2), rating("q", 2), domains=[Domain("d", Text(""), "strength")]
    )
    halves = spread(6, 6)
    return row(score(asked, table, coded(table, p=halves, q=halves)), "A", "strength", "d")


def test_a_single_psu_has_no_error():
    """One PSU says nothing of the spread between PSUs."""
    lone = score_psus(["p"] * 12, ["s"] * 12)
    assert lone.estimate == 50
    assert lone[["se", "lower", "upper"]].isna().all()
    assert "single_psu" in lone.flag
    assert lone.label == ""


def test_single_psus_in_all_strata():
    """Each PSU is 6 of 12 records at 50 from the mean, u = ±25; no degree of freedom is left."""
    pair = score_psus(["p"] * 6 + ["q"] * 6, ["s"] * 6 + ["t"] * 6)
    assert pair.se == pytest.approx(np.sqrt(2 * 25**2))
    assert pair[["lower", "upper"]].isna().all()
    assert "single_psu" in pair.flag


def test_a_single_psu_in_one_stratum():
    """Its u² of 25² is added to the other stratum's 6/5 · 0, whose six PSUs all say 100."""
    mixed = score_psus(["p"] * 6 + list("uvwxyz"), ["s"] * 6 + ["t"] * 6)
    assert mixed.se == pytest.approx(25)
    assert np.isfinite(mixed.lower)
    assert np.isfinite(mixed.upper)
    assert "single_psu" in mixed.flag
