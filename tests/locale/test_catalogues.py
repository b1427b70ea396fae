"""Catalogues read from PO files."""

import pytest

from survey.catalogues import (
    fill_words,
    find_placeholders,
    find_plural,
    has_drafts,
    is_fit,
    read_catalogue,
)
from survey.errors import MahallaError

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def read(folder, text):
    """Read a PO file made of a header and `text`."""
    file = folder / "x.po"
    file.write_text(HEADER + text, encoding="utf-8")
    return read_catalogue(file)


def test_a_translation_is_found_by_context_and_source(tmp_path):
    """The key of a translation is its context and its source sentence."""
    read_messages = read(tmp_path, 'msgctxt "q1"\nmsgid "Name"\nmsgstr "نام"\n')
    assert read_messages == {("q1", "Name"): ("نام",)}


def test_plural_forms_are_kept_in_order(tmp_path):
    """All forms of a sentence with a count are read."""
    text = 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "یکی"\nmsgstr[1] "چند"\n'
    assert read(tmp_path, text) == {("", "one"): ("یکی", "چند")}


@pytest.mark.parametrize(
    "text",
    [
        'msgid "Name"\nmsgstr ""\n',
        '#, fuzzy\nmsgid "Name"\nmsgstr "نام"\n',
        'msgid "Name"\nmsgstr "نام %(title)s"\n',
        'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "یکی"\nmsgstr[1] ""\n',
        '#~ msgid "Name"\n#~ msgstr "نام"\n',
    ],
)
def test_an_unfinished_translation_is_left_out(tmp_path, text):
    """Empty, fuzzy, half-finished, obsolete and misleading translations are not used."""
    assert read(tmp_path, text) == {}


@pytest.mark.parametrize(
    ("text", "drafted"),
    [
        ('# machine-drafted, needs review\nmsgid "Name"\nmsgstr "نام"\n', True),
        (
            "# machine-drafted, needs review\n# Short.\n#: a.py\n#, fuzzy\n"
            'msgctxt "q"\nmsgid "Name"\nmsgstr "نام"\n',
            True,
        ),
        ('# machine-drafted, needs review\n#~ msgid "Name"\n#~ msgstr "نام"\n', False),
        ('# Was: machine-drafted, needs review\nmsgid "Name"\nmsgstr "نام"\n', False),
        ('msgid "Name"\nmsgstr "نام"\n', False),
    ],
)
def test_a_machine_draft_is_known_by_its_comment(tmp_path, text, drafted):
    """A file is drafted while a text in use carries the mark, whatever other comments it has."""
    file = tmp_path / "x.po"
    file.write_text(HEADER + text, encoding="utf-8")
    assert has_drafts(file) is drafted


@pytest.mark.parametrize("broken", [b'msgid "Name\n', b'msgid "a"\nmsgstr "\xff"\n'])
def test_a_broken_file_is_a_sentence(tmp_path, broken):
    """A file that is no PO file is named in a sentence."""
    file = tmp_path / "x.po"
    file.write_bytes(broken)
    with pytest.raises(MahallaError, match=r"x\.po: This translation file cannot be read"):
        read_catalogue(file)


@pytest.mark.parametrize(
    ("source", "translation", "fit"),
    [
        ("%(n)s houses", "%(n)s خانه", True),
        ("%(n)s houses", "خانه", True),
        ("%(n)s houses", "%(m)s خانه", False),
        ("%(n)s houses", "%(n)s %% خانه", True),
        ("%(n)s houses", "۵ % خانه", False),
        ("50 % of houses", "۵۰ % خانه", True),
        ("{office} helps", "{bank} helps", False),
    ],
)
def test_a_translation_may_not_ask_for_what_is_not_there(source, translation, fit):
    """A translation is unfit if it has a placeholder or percent sign that would go wrong."""
    assert is_fit(source, translation) == fit


def test_placeholders_are_found_as_written():
    """Both kinds of placeholder are found."""
    assert find_placeholders("%(n)s of {office}, 5 %") == {"%(n)s", "{office}"}


def test_unknown_curly_words_stay():
    """A curly word without a value is shown as it was written."""
    assert fill_words("{a} and {b}", {"a": "x"}) == "x and {b}"


@pytest.mark.parametrize(("count", "form"), [(0, 0), (1, 1), (2, 2), (3, 3), (11, 4), (100, 5)])
def test_arabic_has_six_forms(count, form):
    """The plural rule of Arabic picks among six forms."""
    rule = (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
    )
    assert find_plural(rule)(count) == form
