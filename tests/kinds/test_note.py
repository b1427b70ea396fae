"""Notes to read."""

import pytest

from survey.errors import AnswerError


def test_a_note_has_no_answer(ask):
    """Whatever is sent is dropped, nothing is written, and nothing may be stored."""
    note = ask("note")

    assert (note.parse("hello"), note.write("hello"), note.codes) == (None, [], None)
    with pytest.raises(AnswerError, match="it takes no answer"):
        note.check("hello")
