"""What is stored can be written and read again, for every kind."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.errors import AnswerError
from survey.kinds.find import kinds

TODAY = date(2026, 11, 22)
OPTIONS = {"red": 1, "yellow": 2, "green": 3}
WORDS = st.text(max_size=12)
TYPED = st.one_of(
    WORDS,
    st.sampled_from(["red", "green red", "yes", "no", "12", "۱۲٫۵", "2026-01-31", "36.1 42.2 7"]),
    st.sampled_from(["7:30 pm", "730", f"{0:064}.jpg", f"{0:064}.webm", "!heic"]),
    st.integers(-(10**20), 10**20).map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str),
    st.dates().map(str),
    st.tuples(st.integers(-99, 99), st.integers(-199, 199)).map(
        lambda pair: f"{pair[0]} {pair[1]}"
    ),
)


@pytest.mark.parametrize("kind", sorted(kinds()))
@settings(derandomize=True, deadline=None, max_examples=100)
@given(texts=st.lists(TYPED, max_size=3))
def test_what_was_read_is_written_and_read_again(ask, kind, texts):
    """Any texts are blank, refused with a sentence, or an answer that survives a round trip."""
    question = ask(kind, OPTIONS if kinds()[kind].takes_options else None)
    try:
        answer = question.parse(*texts)
    except AnswerError:
        return
    if answer is not None:
        question.check(answer)
        assert question.parse(*question.write(answer)) == answer


STORED = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), WORDS, st.sampled_from([*OPTIONS])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=2)),
    max_leaves=5,
)


@pytest.mark.parametrize("kind", sorted(kinds()))
@settings(derandomize=True, deadline=None, max_examples=100)
@given(answer=STORED)
def test_any_stored_value_is_accepted_or_refused_with_a_sentence(ask, kind, answer):
    """No value of JSON makes a kind stumble; what it accepts can be written and scored."""
    question = ask(kind, OPTIONS if kinds()[kind].takes_options else None)
    try:
        question.check(answer)
    except AnswerError:
        return
    assert all(isinstance(text, str) for text in question.write(answer))
    if question.codes:
        assert 0 <= question.position(answer) < len(question.codes)
