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
    """Two empty inputs are no answer, whatever accuracy was left beside them."""
    assert ask("geopoint").parse("", "") is None
    assert ask("geopoint").parse("", "", "12") is None


def test_accuracy_may_stand_behind(ask):
    """Where the telephone says how sure it is, the metres are kept."""
    assert ask("geopoint").parse("36.3725", "42.4483", "12") == "36.3725 42.4483 12"


@pytest.mark.parametrize(
    ("decimals", "answer"),
    [(0, "36 -42"), (2, "36.37 -42.45"), (4, "36.3725 -42.4483"), (7, "36.3724991 -42.4483")],
)
def test_places_are_rounded_as_the_question_says(ask, decimals, answer):
    """No more digits are stored than the question allows; missing ones are not invented."""
    question = ask("geopoint", decimals=decimals)
    assert question.parse("۳۶٫۳۷۲۴۹۹۱۳", "-42.4483") == answer


def test_about_eleven_metres_are_left_unsaid(ask):
    """Without a word from the question four digits are kept: not which door it is."""
    assert ask("geopoint").parse("36.37254321", "42.44834321") == "36.3725 42.4483"


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
        "36 42 7 1",
        "36 42 7.5",
        "36 42 -7",
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
