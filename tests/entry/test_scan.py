"""The code in the footer of a sheet, scanned or typed."""

import pytest

from survey.entry.scan import SheetCode, parse_code
from survey.errors import MahallaError


def test_it_works():
    """What a scanner types names the questionnaire, its version and its language."""
    code = parse_code("mahalla:sheet:3fa0b1c2d3e4:fa_AF:2")
    assert code == SheetCode("3fa0b1c2d3e4", "sheet", "fa_AF")


def test_a_version_may_be_typed_alone():
    """The version beside the square is enough, in capitals and any digits."""
    assert parse_code(" ۳FA۰B۱C۲D۳E۴ ") == SheetCode("3fa0b1c2d3e4")


def test_a_blank_means_the_present_version():
    """Nothing typed is no code."""
    assert parse_code("  ") is None


@pytest.mark.parametrize("typed", ["https://example.org", "mahalla:sheet:x:fa:1", "17"])
def test_anything_else_is_refused(typed):
    """Another code says in a sentence what to do."""
    with pytest.raises(MahallaError, match="is not the code of a sheet"):
        parse_code(typed)
