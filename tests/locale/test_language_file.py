"""The file of a language."""

import pytest

from survey.errors import MahallaError
from survey.language_file import load_language_file

MONTHS = "months: {gregorian: [a, b, c, d, e, f, g, h, i, j, k, l]}\n"
WHOLE = "name: X\ndirection: ltr\n" + MONTHS


def write(folder, text):
    """Write a language file."""
    file = folder / "language.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_what_is_left_out_is_as_in_english(tmp_path):
    """A language needs only a name, a direction and month names."""
    language = load_language_file(write(tmp_path, WHOLE))
    assert (language.digits, language.percent, language.calendar) == (
        "0123456789",
        "{number}%",
        "gregorian",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (WHOLE + "colour: red\n", "colour Extra inputs are not permitted"),
        (WHOLE + "digits: '012'\n", "digits String should have at least 10 characters"),
        (WHOLE + "calendar: jalali\n", "the month names of the jalali calendar are missing"),
        (WHOLE + "percent: '{numbre}%'\n", "the pattern has an unknown part: 'numbre'"),
        (WHOLE + "plural: two\n", "plural String should match pattern"),
        ("name: X\ndirection: ltr\nmonths: {gregorian: [a]}\n", "twelve month names are needed"),
        (MONTHS + "name: X\ndirection: up\n", "direction Input should be 'rtl' or 'ltr'"),
        ("name: [\n", "language.yaml: This language file cannot be used"),
    ],
)
def test_a_mistake_is_a_sentence(tmp_path, text, sentence):
    """A mistake in the file is told with the file's name and the key."""
    with pytest.raises(MahallaError, match=sentence):
        load_language_file(write(tmp_path, text))
