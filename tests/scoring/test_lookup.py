"""One table per item says what every byte is worth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.scoring.answers.codes import BLANK, DONT_KNOW, REFUSED, STRUCTURAL
from survey.scoring.answers.lookup import as_bytes, categorise, make_lookup, pomp
from tests.scoring.builders import HARM, STRENGTH, coded, integer, people, rating, yes_no


def test_pomp_spreads_a_scale_over_a_hundred():
    """The ends of the scale are 0 and 100, steps are even."""
    assert pomp(np.array([1.0, 2, 3, 4, 5]), 1, 5).tolist() == [0, 25, 50, 75, 100]


@pytest.mark.parametrize(
    ("domain", "polarity", "scores"),
    [
        (STRENGTH, "positive", [0, 50, 100]),
        (STRENGTH, "negative", [100, 50, 0]),
        (HARM, "negative", [0, 50, 100]),
        (HARM, "positive", [100, 50, 0]),
    ],
)
def test_scores_point_where_the_domain_points(domain, polarity, scores):
    """In a strength high is good; in a harm high is more harm."""
    assert make_lookup(rating(options=3, polarity=polarity), domain).scores.tolist() == scores


@given(st.integers(2, 100))
@settings(deadline=None)
def test_reversing_an_item_flips_it_exactly(options):
    """The reversed score is 100 less the score, to the last bit."""
    plain = make_lookup(integer(highest=options), STRENGTH).scores
    turned = make_lookup(integer(highest=options), HARM).scores
    assert (turned == 100 - plain).all()


def test_the_ends_are_those_of_the_scale():
    """Nobody having chosen 5 of 5 does not make 4 of 5 the top."""
    given_answers = as_bytes(coded(people({"A": 2}), q=[0, 3]).q)
    assert make_lookup(rating(), STRENGTH).values[given_answers].tolist() == [0, 75]


@pytest.mark.parametrize("silence", [BLANK, DONT_KNOW, REFUSED, STRUCTURAL])
def test_silence_has_no_score(silence):
    """No silence is worth 0."""
    silent = as_bytes(coded(people({"A": 1}), q=[silence]).q)
    assert np.isnan(make_lookup(rating(), STRENGTH).values[silent]).all()


def test_not_knowing_can_be_an_answer():
    """With dk_as, don't know scores as the option with that code and is counted there."""
    lookup = make_lookup(rating(item={"dk_as": 2.0}), STRENGTH)
    silent = as_bytes(coded(people({"A": 1}), q=[DONT_KNOW]).q)
    assert (lookup.values[silent].tolist(), categorise(silent, lookup).tolist()) == ([25.0], [1])


def test_categories_are_options_then_silences():
    """Don't know, refused, blank and not applicable follow the options."""
    silent = as_bytes(coded(people({"A": 5}), q=[1, DONT_KNOW, REFUSED, BLANK, STRUCTURAL]).q)
    assert categorise(silent, make_lookup(yes_no(), STRENGTH)).tolist() == [1, 2, 3, 4, 5]


def test_numbers_have_no_names():
    """Only an answer that is one option of a list has names to print."""
    assert make_lookup(integer(), STRENGTH).names == ()


def test_a_position_outside_the_scale_is_refused():
    """A sixth answer to a question of five is a mistake of the program, and stops it."""
    with pytest.raises(ValueError, match="outside"):
        categorise(as_bytes(coded(people({"A": 1}), q=[5]).q), make_lookup(rating(), STRENGTH))
