"""Yes or no."""


def test_two_answers_are_built_in(ask):
    """`no` has code 0 and `yes` code 1; their words come from the interface."""
    question = ask("yes_no")

    assert [(option.name, option.code, option.text.catalogue) for option in question.options] == [
        ("no", 0, "interface"),
        ("yes", 1, "interface"),
    ]


def test_yes_is_read_and_scored(ask):
    """`yes` is an answer, with the second code."""
    assert (ask("yes_no").parse("yes"), ask("yes_no").position("yes")) == ("yes", 1)
