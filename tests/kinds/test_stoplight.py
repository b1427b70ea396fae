"""Red, yellow or green."""

import pytest


def test_levels_are_scored_in_any_order(ask):
    """Red is 1, yellow 2, green 3, wherever they stand in the list."""
    question = ask("stoplight", {"green": None, "yellow": None, "red": None})

    assert (question.mistakes, question.codes, question.position("red")) == ([], (3, 2, 1), 2)


@pytest.mark.parametrize("names", [["red", "green"], ["red", "yellow", "blue"]])
def test_other_levels_are_a_mistake_and_have_no_codes(ask, names):
    """A stoplight has exactly three lights."""
    question = ask("stoplight", dict.fromkeys(names))

    assert question.codes is None
    assert question.mistakes == ["A stoplight has exactly the options red, yellow and green."]
