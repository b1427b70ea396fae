"""Places on Earth."""

import pytest

from survey.errors import AnswerError


@pytest.mark.parametrize(
    "texts",
    [
        ("36.3725", "42.4483"),
        ("36.3725 42.4483",),
        ("36.3725, 42.4483",),
        ("۳۶٫۳۷۲۵، ۴۲٫۴۴۸۳",),
    ],
)
def test_latitude_and_longitude_are_read_together_or_apart(ask, texts):
    """One text or two, in any digits, with a comma or a blank between."""
    assert ask("geopoint").parse(*texts) == "36.3725 42.4483"


def test_nothing_typed_is_blank(ask):
    """Two empty inputs are no answer."""
    assert ask("geopoint").parse("", "") is None


@pytest.mark.parametrize(
    "answer",
    [
        "36.3725",
        "36,3725 42,4483",
        "91 42",
        "36 181",
        "--36 42",
        "- 42",
        "36.12345678 42",
        "north 42",
        "36 42 7",
        "36  42",
        36.3725,
        None,
    ],
)
def test_what_is_no_place_is_refused(ask, answer):
    """Numbers beyond the Earth, half a place and other values are refused."""
    with pytest.raises(AnswerError, match=r"Write the latitude \(-90 to 90\)"):
        ask("geopoint").check(answer)


def test_the_ends_of_the_earth_are_places(ask):
    """-90 and -180 are possible."""
    ask("geopoint").check("-90 -180")


def test_a_stored_place_is_written_as_two_texts(ask):
    """Latitude and longitude have an input each."""
    assert ask("geopoint").write("36.3725 42.4483") == ["36.3725", "42.4483"]
