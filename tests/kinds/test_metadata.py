"""What is noted by itself."""

import pytest

from survey.errors import AnswerError


@pytest.mark.parametrize(
    ("of", "written", "answer"),
    [
        ("start", "2026-11-22T09:30:00+00:00", "2026-11-22T09:30:00+00:00"),
        ("device_time", "2026-11-22T09:30:00.125Z", "2026-11-22T09:30:00.125Z"),
        ("today", "2026-11-22", "2026-11-22"),
        ("duration", "340", 340),
    ],
)
def test_moments_days_and_seconds_are_read_back(ask, of, written, answer):
    """What a table gives is what was noted, and is written the same."""
    question = ask("metadata", of=of)
    assert question.parse(written) == answer
    assert question.write(answer) == [written]


def test_nothing_noted_is_blank(ask):
    """An empty cell is no answer."""
    assert ask("metadata", of="start").parse(" ") is None


@pytest.mark.parametrize(
    ("of", "answer"),
    [("start", "2026-11-22"), ("today", "soon"), ("duration", -1), ("duration", True), ("end", 5)],
)
def test_what_cannot_have_been_noted_is_refused(ask, of, answer):
    """A day is no moment, a word no day, and nothing lasts less than no time."""
    with pytest.raises(AnswerError, match="cannot be noted"):
        ask("metadata", of=of).check(answer)
