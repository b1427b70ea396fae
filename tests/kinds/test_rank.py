"""The most important options, in order."""

import pytest

from survey.errors import AnswerError

NEEDS = {"water": None, "light": None, "shade": None}


def test_the_order_of_the_names_is_kept(ask):
    """The first name is the most important one."""
    assert ask("rank", NEEDS).parse("shade", "water") == ["shade", "water"]


def test_more_than_asked_for_is_refused(ask):
    """`choose: 2` allows one or two names, not three."""
    question = ask("rank", NEEDS, choose=2)
    question.check(["light"])

    with pytest.raises(AnswerError, match=r"Choose at most 2 answers\."):
        question.check(["water", "light", "shade"])


def test_no_more_can_be_asked_for_than_there_are(ask):
    """`choose` larger than the list is a mistake of the questionnaire."""
    assert ask("rank", NEEDS, choose=3).mistakes == []
    assert ask("rank", NEEDS, choose=4).mistakes == [
        "`choose` is larger than the number of options."
    ]


def test_a_rank_is_not_scored(ask):
    """A rank has no codes, and so no position."""
    assert ask("rank", NEEDS).codes is None
    with pytest.raises(NotImplementedError):
        ask("rank", NEEDS).position(["water"])
