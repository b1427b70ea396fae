"""The hash of a response's content: what a repetition is recognised by."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.responses.model import Submission, hash_content

ANSWER = st.one_of(
    st.integers(-1000, 1000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.lists(st.sampled_from(["fig", "plum"])),
    st.builds(lambda reason: {"missing": reason}, st.sampled_from(["dont_know", "refused"])),
)
ANSWERS = st.dictionaries(st.text(min_size=1, max_size=5), ANSWER, max_size=5)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@SHARED
@given(answers=ANSWERS, shuffle=st.randoms())
def test_the_order_of_answers_does_not_matter(submission, answers, shuffle) -> None:
    """The same answers in another order are the same content."""
    names = list(answers)
    shuffle.shuffle(names)
    one = replace(submission, answers=answers)
    other = replace(submission, answers={name: answers[name] for name in names})
    assert hash_content(one) == hash_content(other)


@SHARED
@given(one=ANSWERS, other=ANSWERS)
def test_other_answers_are_other_content(submission, one, other) -> None:
    """Two responses with equal hashes have equal answers."""
    hashes = {hash_content(replace(submission, answers=answers)) for answers in (one, other)}
    assert len(hashes) == 2 or one == other


@pytest.mark.parametrize(
    "change",
    [
        {"wave": "spring"},
        {"neighbourhood": "mill"},
        {"household": "13"},
        {"language": "ar"},
        {"channel": "paper"},
        {"collector": "nasrin"},
        {"started_at": None},
        {"finished_at": datetime(2026, 11, 22, 15, 21)},
        {"consent": "refused"},
        {"state": "partial"},
        {"weight": 1.6},
        {"stratum": "valley"},
        {"psu": "row 4"},
        {"design": {"adults": 3.0}},
        {"revises": "abc"},
    ],
)
def test_every_part_of_the_content_counts(submission: Submission, change: dict) -> None:
    """Changing any part of what was said changes the hash."""
    assert hash_content(replace(submission, **change)) != hash_content(submission)


def test_the_servers_clock_does_not_count(submission: Submission) -> None:
    """Sending the same again later is the same content."""
    later = replace(submission, received_at=submission.received_at + timedelta(days=1))
    assert hash_content(later) == hash_content(submission)


def test_a_reworded_questionnaire_does_not_count(submission: Submission) -> None:
    """The same answers read with a newer version of the questionnaire are the same content."""
    assert hash_content(replace(submission, version="newer")) == hash_content(submission)
