"""Any number of options of a list."""

import pytest

from survey.errors import AnswerError

SERVICES = {"market": 1, "school": 2, "clinic": 4}


def test_names_come_as_one_text_each_or_in_one_text(ask):
    """A form sends a text for each name, a table one cell with blanks between."""
    question = ask("many_choices", SERVICES)

    assert question.parse("market", "clinic") == question.parse("market clinic")


def test_names_are_stored_in_the_order_of_the_list(ask):
    """The same answer is stored the same way, in whatever order it was ticked."""
    assert ask("many_choices", SERVICES).parse("clinic market") == ["market", "clinic"]


def test_nothing_ticked_is_blank(ask):
    """No name is no answer."""
    assert ask("many_choices", SERVICES).parse(" ") is None


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("market", "Choose answers from the list"),
        ([], "Choose answers from the list"),
        (["castle"], "“castle” is not one of the answers"),
        ([["market"]], "is not one of the answers"),
        (["market", "market"], "Choose each answer only once"),
    ],
)
def test_only_a_list_of_different_names_may_be_stored(ask, answer, message):
    """Other values, unknown names and repeated names are refused."""
    with pytest.raises(AnswerError, match=message):
        ask("many_choices", SERVICES).check(answer)


def test_the_score_is_the_sum_of_the_chosen_codes(ask):
    """Every whole sum is a position; market and clinic together make 5."""
    question = ask("many_choices", SERVICES)

    assert question.codes == (0, 1, 2, 3, 4, 5, 6, 7)
    assert question.codes[question.position(["market", "clinic"])] == 5


def test_negative_codes_take_away(ask):
    """With negative codes the sums begin below zero."""
    question = ask("many_choices", {"good": 1, "bad": -2})

    assert (question.codes, question.position(["bad"])) == ((-2, -1, 0, 1), 0)


@pytest.mark.parametrize("codes", [{"a": 1, "b": None}, {"a": 1, "b": 0.5}, {"a": 1, "b": 1e9}])
def test_missing_broken_and_huge_codes_cannot_be_scored(ask, codes):
    """Sums need whole codes for all options, and at most 120 different sums."""
    assert ask("many_choices", codes).codes is None
