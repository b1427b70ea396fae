"""One step of an ordered scale."""

import pytest


@pytest.mark.parametrize("codes", [{"low": 1, "high": 5}, {"often": 3, "rarely": 2, "never": 0}])
def test_codes_may_rise_or_fall(ask, codes):
    """A scale whose codes go one way is in order."""
    assert ask("rating", codes).mistakes == []


def test_every_step_needs_a_code(ask):
    """A step without a code is a mistake of the questionnaire."""
    assert ask("rating", {"low": 1, "high": None}).mistakes == [
        "A rating needs a code for every option, such as `code: 1`."
    ]


@pytest.mark.parametrize("codes", [{"a": 1, "b": 3, "c": 2}, {"a": 1, "b": 1}])
def test_codes_must_not_turn_or_repeat(ask, codes):
    """Codes that go up and down, or stay, are a mistake."""
    assert ask("rating", codes).mistakes == [
        "The codes of a rating must rise or fall from option to option."
    ]
