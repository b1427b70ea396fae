"""Stems: a beginning that many questions share is said once."""

from survey.reports.stems import share_stem


def test_shared_beginning():
    """The beginning that most share is taken off; the other question stays whole."""
    stem, rest = share_stem(
        [
            "In this place, how often were things stolen?",
            "In this place, how often were there fights?",
            "In this place, how often did drugs cause trouble?",
            "Did anything else happen?",
        ]
    )
    assert stem == "In this place, how often …"
    assert rest == [
        "… were things stolen?",
        "… were there fights?",
        "… did drugs cause trouble?",
        "Did anything else happen?",
    ]


def test_short_beginning():
    """A beginning of two words is not worth taking off."""
    texts = ["How are trees?", "How are parks?", "How are roads?"]
    assert share_stem(texts) == ("", texts)


def test_beginning_of_too_few():
    """A beginning that only two share stays where it is."""
    texts = ["How good or bad are trees?", "How good or bad are parks?", "Life is good."]
    assert share_stem(texts) == ("", texts)


def test_words_stay_whole():
    """A beginning ends at the end of a word."""
    texts = ["one two three fourth a", "one two three four b", "one two three fore c"]
    assert share_stem(texts)[0] == "one two three …"
