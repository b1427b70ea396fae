"""How answers may be joined for print."""

from survey.scoring.answers.lookup import make_lookup
from survey.scoring.release.partitions import find_worst, list_partitions
from tests.scoring.builders import HARM, STRENGTH, rating, yes_no


def groupings(question, domain=STRENGTH):
    return list_partitions(make_lookup(question, domain), domain)


def test_five_answers_can_be_joined_twice():
    """All five; lower two, middle, upper two; the rest and the upper two."""
    assert groupings(rating()) == (
        ((0,), (1,), (2,), (3,), (4,)),
        ((0, 1), (2,), (3, 4)),
        ((0, 1, 2), (3, 4)),
    )


def test_four_answers_have_two_sides():
    """Half and half."""
    assert groupings(rating(options=4))[1:] == (((0, 1), (2, 3)),)


def test_three_answers_have_the_best_and_the_rest():
    """The upper half of three is one."""
    assert groupings(rating(options=3))[1:] == (((0, 1), (2,)),)


def test_two_answers_cannot_be_joined():
    """Yes and no stand alone or not at all."""
    assert groupings(yes_no()) == (((0,), (1,)),)


def test_agreeing_is_a_side_whatever_the_polarity():
    """A sentence worded negatively still has its agreeing side."""
    assert groupings(rating(polarity="negative"))[2] == ((0, 1, 2), (3, 4))


def test_the_side_of_a_harm_is_its_two_worst_answers():
    """The top-two-box is a side, also where the low codes are the worst."""
    assert groupings(rating(polarity="positive"), HARM)[2] == ((2, 3, 4), (0, 1))


def test_the_two_worst_of_three():
    """Of three answers the two with more harm are a side."""
    assert groupings(rating(options=3, polarity="negative"), HARM)[1] == ((0,), (1, 2))


def test_the_two_worst_answers():
    """Those with the highest scores."""
    assert find_worst(make_lookup(rating(polarity="negative"), HARM)) == (3, 4)
