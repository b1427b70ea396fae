"""The heading of a matrix; its rows are questions of other kinds."""

import pytest

from survey.errors import AnswerError


def test_the_heading_takes_no_answer(ask):
    """Only the rows are answered."""
    assert ask("matrix").parse("low") is None
    with pytest.raises(AnswerError, match="takes no answer"):
        ask("matrix").check("low")
