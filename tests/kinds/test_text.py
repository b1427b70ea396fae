"""Free words, on one line or on several."""

import pytest

from survey.errors import AnswerError


def test_one_line_is_one_line(ask):
    """Line breaks and runs of blanks become one blank."""
    assert ask("text").parse(" a  lamp\r\nis\tbroken ") == "a lamp is broken"


def test_a_long_text_keeps_its_lines(ask):
    """Line breaks of any system become `\\n`; blanks around the text go."""
    assert ask("long_text").parse(" one\r\ntwo\rthree\n") == "one\ntwo\nthree"


def test_nothing_written_is_blank(ask):
    """Blanks and line breaks alone are no answer."""
    assert (ask("text").parse(" \n "), ask("long_text").parse("")) == (None, None)


def test_a_text_has_a_greatest_length(ask):
    """One character more than `max_length` is refused with both numbers."""
    question = ask("text", max_length=4)
    assert question.parse("lamp") == "lamp"

    with pytest.raises(AnswerError, match=r"This text has 5 characters; at most 4 are possible\."):
        question.parse("lamps")


@pytest.mark.parametrize("answer", ["a\x00b", "a\x1bb", "a\x7fb", "half a smile \ud83d"])
def test_characters_that_cannot_be_printed_are_refused(ask, answer):
    """Control characters and halves of letters are refused."""
    with pytest.raises(AnswerError, match="cannot be printed"):
        ask("long_text").check(answer)


def test_half_spaces_joiners_and_smiles_are_kept(ask):
    """What Persian and Arabic need, and emoji, are ordinary characters."""
    assert ask("text").parse("می‌کنم \u200f🙂") == "می‌کنم \u200f🙂"


@pytest.mark.parametrize("answer", ["", "  ", 5, None, ["a"]])
def test_only_words_may_be_stored(ask, answer):
    """Blanks and other values are refused."""
    with pytest.raises(AnswerError, match=r"Write a text\."):
        ask("text").check(answer)


def test_a_stored_text_is_written_back(ask):
    """Writing an answer gives what is read back."""
    assert ask("long_text").write("one\ntwo") == ["one\ntwo"]
