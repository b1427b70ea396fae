"""Which of many tests may be believed together."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.scoring.estimation.benjamini_hochberg import q_values

P_VALUES = st.lists(st.floats(0, 1), max_size=30).map(np.array)


def test_the_example_of_1995():
    """Of the 15 p-values of Benjamini & Hochberg's §2.3 the first four are below .05, no more."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0]
    assert (q_values(np.array(p)) < 0.05).sum() == 4


def test_by_hand():
    """.01, .04, .03: times 3/1, 3/3, 3/2, and never more than a larger p's."""
    assert np.allclose(q_values(np.array([0.01, 0.04, 0.03])), [0.03, 0.04, 0.04])


def test_equal_p_values_have_equal_q_values():
    """Which of two equal tests comes first must not matter."""
    assert np.allclose(q_values(np.array([0.02, 0.5, 0.02])), [0.03, 0.5, 0.03])


def test_tests_that_were_not_made_are_not_counted():
    """NaN stays NaN, and makes nobody else less certain."""
    q = q_values(np.array([np.nan, 0.01, 0.04, np.nan]))
    assert np.array_equal(q, [np.nan, 0.02, 0.04, np.nan], equal_nan=True)


def test_no_test_at_all():
    """Nothing in, nothing out."""
    assert q_values(np.zeros(0)).size == 0


def test_tables_keep_their_shape():
    """Neighbourhoods x domains are one family."""
    table = np.array([[0.01, 0.2], [0.03, 0.04]])
    assert np.allclose(q_values(table), q_values(table.ravel()).reshape(2, 2))


@given(P_VALUES)
@settings(deadline=None)
def test_larger_p_values_have_no_smaller_q_values(p):
    """The order of p is the order of q, q is never below p and never above 1."""
    q = q_values(p)
    assert (np.diff(q[np.argsort(p)]) >= 0).all()
    assert ((q >= p) & (q <= 1)).all()


@given(P_VALUES, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_the_tests_does_not_matter(p, random):
    """Shuffled tests have the same q-values."""
    order = list(range(len(p)))
    random.shuffle(order)
    assert np.array_equal(q_values(p[order]), q_values(p)[order])
