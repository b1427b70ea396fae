"""One option of a list."""

import pytest

from survey.errors import AnswerError

HOMES = {"own": 1, "rent": 2, "other": None}


def test_the_answer_is_the_name_of_an_option(ask):
    """A name with blanks around it is read as that option."""
    assert ask("choice", HOMES).parse(" rent ") == "rent"


def test_nothing_chosen_is_blank(ask):
    """No text, or blanks only, is no answer."""
    assert (ask("choice", HOMES).parse(), ask("choice", HOMES).parse("", " ")) == (None, None)


def test_two_names_are_one_too_many(ask):
    """Two answers are refused."""
    with pytest.raises(AnswerError, match=r"Choose one answer only\."):
        ask("choice", HOMES).parse("own", "rent")


def test_an_unknown_name_is_refused_with_the_names_there_are(ask):
    """The error lists the possible names."""
    with pytest.raises(
        AnswerError, match=r"“castle” is not one .* Choose one of: own, rent, other"
    ):
        ask("choice", HOMES).parse("castle")


@pytest.mark.parametrize("answer", [1, None, ["own"], "castle"])
def test_only_a_name_may_be_stored(ask, answer):
    """Whatever is not the name of an option is refused."""
    with pytest.raises(AnswerError, match="is not one of the answers"):
        ask("choice", HOMES).check(answer)


def test_a_stored_name_is_written_back(ask):
    """Writing an answer gives what is read back."""
    assert ask("choice", HOMES).write("own") == ["own"]


def test_codes_need_a_code_for_every_option(ask):
    """With a code for each option the codes are theirs; with one missing there are none."""
    assert ask("choice", HOMES).codes is None
    assert ask("choice", {"own": 1.5, "rent": 3}).codes == (1.5, 3)


def test_the_position_is_the_place_in_the_list(ask):
    """The second option has position 1."""
    assert ask("choice", HOMES).position("rent") == 1


def test_any_list_makes_a_choice(ask):
    """Codes may be missing and in any order: a choice has no mistakes of its own."""
    assert ask("choice", HOMES).mistakes == []
