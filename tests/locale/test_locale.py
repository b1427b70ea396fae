"""Languages: sentences, numbers and dates."""

import pickle
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale

from survey.catalogues import find_plural
from survey.errors import MahallaError
from survey.locale import Text, load_languages, pick_language

TRANSLATIONS = Path(__file__).parents[2] / "translations"

PLURAL = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
)
MONTHS = "[m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12]"
LANGUAGE = f"name: X\ndirection: rtl\nmonths: {{gregorian: {MONTHS}}}\n"

INTERFACE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Next"
msgstr "بعدی"

msgid "%(count)s house"
msgid_plural "%(count)s houses"
msgstr[0] "یک خانه"
msgstr[1] "%(count)s خانه"
"""

QUESTIONNAIRE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "q1"
msgid "Do you trust {office}?"
msgstr "به {office} اعتماد دارید؟"
"""


@pytest.fixture(scope="module")
def languages():
    """The languages of the product."""
    return load_languages(TRANSLATIONS)


@pytest.fixture
def small(tmp_path):
    """A folder with English and a small Persian with a child."""
    for tag in ("en", "fa", "fa_AF"):
        (tmp_path / tag).mkdir()
        (tmp_path / tag / "language.yaml").write_text(LANGUAGE, encoding="utf-8")
    (tmp_path / "fa" / "interface.po").write_text(INTERFACE, encoding="utf-8")
    (tmp_path / "fa" / "trust.po").write_text(QUESTIONNAIRE, encoding="utf-8")
    return tmp_path


def test_english_comes_first(languages):
    """The default language is first in the list of languages."""
    assert next(iter(languages)) == "en"


def test_directions(languages):
    """Persian, Arabic and Kurdish run from right to left, English from left to right."""
    assert {tag: language.direction for tag, language in languages.items()} == {
        "en": "ltr",
        "ar": "rtl",
        "ckb": "rtl",
        "fa": "rtl",
        "fa_AF": "rtl",
    }


@pytest.mark.parametrize(
    ("tag", "value", "decimals", "written"),
    [
        ("en", 12, 0, "12"),
        ("en", 0.5, 0, "1"),
        ("en", 1.5, 0, "2"),
        ("en", 2.675, 2, "2.68"),
        ("en", 64.449, 1, "64.4"),
        ("en", 1405, 0, "1405"),
        ("en", 12345.5, 1, "12,345.5"),
        ("en", -3.4, 0, "−3"),
        ("en", -0.4, 0, "0"),
        ("en", float("nan"), 0, "—"),
        ("en", Decimal("1.25"), 1, "1.3"),
        ("fa", 12345.5, 1, "۱۲٬۳۴۵٫۵"),
        ("fa", -3.4, 1, "\u2066−۳٫۴\u2069"),
        ("ar", 12345.5, 1, "١٢٬٣٤٥٫٥"),
        ("ar", -3, 0, "\u2066−٣\u2069"),
    ],
)
def test_numbers_are_written_natively(languages, tag, value, decimals, written):
    """A number has native digits and marks, is rounded half up and keeps its sign in front."""
    assert languages[tag].number(value, decimals) == written


@pytest.mark.parametrize(("tag", "written"), [("en", "65%"), ("fa", "۶۵٪"), ("ar", "٦٥٪")])
def test_a_percent_sign_is_native(languages, tag, written):
    """A share has the percent sign of its language."""
    assert languages[tag].percent(64.5) == written


@pytest.mark.parametrize(
    ("tag", "style", "written"),
    [
        ("en", "long", "22 November 2026"),
        ("en", "short", "22/11/2026"),
        ("fa", "long", "۱ آذر ۱۴۰۵"),
        ("fa", "short", "۱۴۰۵/۰۹/۰۱"),
        ("fa_AF", "long", "۱ قوس ۱۴۰۵"),
        ("ckb", "long", "٢٢ی تشرینی دووەمی ٢٠٢٦"),
        ("ckb", "short", "٢٢/١١/٢٠٢٦"),
        ("ar", "long", "٢٢ نوفمبر ٢٠٢٦"),
        ("ar", "short", "٢٢/١١/٢٠٢٦"),
    ],
)
def test_dates_are_written_in_the_readers_calendar(languages, tag, style, written):
    """A day is written in the calendar, digits and month names of the language."""
    assert languages[tag].date(date(2026, 11, 22), style) == written


@pytest.mark.parametrize(
    ("month", "name"),
    [
        *enumerate(["حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله"], start=1),
        *enumerate(["میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"], start=7),
    ],
)
def test_afghan_months(languages, month, name):
    """Persian of Afghanistan names the months after the zodiac."""
    assert languages["fa_AF"].month_name(month) == name


def test_a_day_beyond_the_calendar_is_written_as_iso(languages):
    """A day that the calendar cannot name is still shown, in ISO form and native digits."""
    assert languages["fa"].date(date(1700, 1, 2)) == "۱۷۰۰-۰۱-۰۲"


def test_a_date_field_gets_its_parts_and_gives_them_back(languages):
    """What the date field shows and reads is in the reader's calendar."""
    fa = languages["fa"]
    assert (fa.parts(date(2026, 11, 22)), fa.parse_date("۱/۹/۱۴۰۵")) == (
        (1405, 9, 1),
        date(2026, 11, 22),
    )


def test_a_sentence_is_translated(small):
    """A sentence with a translation is said in the language."""
    assert load_languages(small)["fa"].gettext("Next") == "بعدی"


def test_a_sentence_without_translation_is_said_in_english(small):
    """A missing translation shows the source."""
    assert load_languages(small)["fa"].gettext("Back") == "Back"


def test_a_sentence_is_taken_from_the_parent_language(small):
    """What `fa_AF` has not translated is said as `fa` says it."""
    assert load_languages(small)["fa_AF"].gettext("Next") == "بعدی"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12, "۱۲"),
        (12.5, "۱۲٫۵"),
        (100.0, "۱۰۰"),
        (Decimal("0.25"), "۰٫۲۵"),
        (float("inf"), "—"),
        (date(2026, 11, 22), "۱ آذر ۱۴۰۵"),
        ("q12", "q12"),
        (True, "True"),
    ],
)
def test_values_in_a_sentence_are_written_natively(languages, value, shown):
    """Numbers and dates in a sentence are written as the language does; texts stay."""
    assert languages["fa"].gettext("<%(value)s>", value=value) == f"<{shown}>"


def test_a_percent_sign_in_a_plain_sentence_stays(languages):
    """A sentence without values is not searched for placeholders."""
    assert languages["en"].gettext("100% sure") == "100% sure"


@pytest.mark.parametrize(("count", "said"), [(1, "یک خانه"), (3, "3 خانه")])
def test_the_form_follows_the_count(small, count, said):
    """A translated sentence takes the form that its count needs."""
    fa = load_languages(small)["fa"]
    assert fa.ngettext("%(count)s house", "%(count)s houses", count) == said


@pytest.mark.parametrize(("count", "said"), [(1, "1 tree"), (0, "0 trees"), (2, "2 trees")])
def test_english_has_two_forms(languages, count, said):
    """An untranslated sentence takes the English singular or plural."""
    assert languages["en"].ngettext("%(count)s tree", "%(count)s trees", count) == said


def test_a_questionnaire_text_is_taken_from_its_catalogue(small):
    """The catalogue of the questionnaire wins over the file, and curly words are filled."""
    text = Text("Do you trust {office}?", "trust", "q1", (("fa", "inline"),))
    assert load_languages(small)["fa"].text(text, office="شهرداری") == "به شهرداری اعتماد دارید؟"


def test_a_changed_question_is_not_shown_in_its_old_translation(small):
    """A translation whose source has changed is not used."""
    assert load_languages(small)["fa"].text(Text("Who?", "trust", "q1")) == "Who?"


@pytest.mark.parametrize("tag", ["fa", "fa_AF"])
def test_an_inline_translation_is_used_where_there_is_no_other(small, tag):
    """A translation in the questionnaire's file serves its language and that one's children."""
    text = Text("Who?", "", "q2", (("fa", "چه کسی؟"),))
    assert load_languages(small)[tag].text(text) == "چه کسی؟"


def test_names_are_isolated(languages):
    """A name of unknown direction is isolated; a code is kept left to right in an RTL text."""
    fa = languages["fa"]
    assert (fa.isolate("A"), fa.ltr("A-1")) == ("\u2068A\u2069", "\u2066A-1\u2069")


@pytest.mark.parametrize(
    ("asked", "given"),
    [("fa", "fa"), ("fa-AF", "fa_AF"), ("ar-IQ", "ar"), ("xx", "en"), ("", "en"), (None, "en")],
)
def test_an_unknown_tag_is_never_an_error(languages, asked, given):
    """A tag leads to its language, to the parent, or else to the default."""
    assert pick_language(asked, languages).tag == given


def test_html_writes_a_tag_with_a_hyphen(languages):
    """The tag in HTML follows the standard for language tags."""
    assert languages["fa_AF"].html_tag == "fa-AF"


def test_a_language_travels_to_another_process(languages):
    """A language can be sent to a process that prints reports."""
    sent = pickle.loads(pickle.dumps(languages["fa"]))
    assert (sent, sent.catalogues) == (languages["fa"], languages["fa"].catalogues)


def test_all_broken_languages_are_told_at_once(small):
    """Every mistake in the folder is reported together."""
    for tag in ("fa", "en"):
        (small / tag / "language.yaml").write_text("name: X\n", encoding="utf-8")
    with pytest.raises(MahallaError) as told:
        load_languages(small)
    assert {problem.values["key"] for problem in told.value.problems} == {"direction", "months"}


def test_a_folder_without_english_is_refused(tmp_path):
    """The language of the code must be there."""
    with pytest.raises(MahallaError, match="The language “en” is missing here"):
        load_languages(tmp_path)


@pytest.mark.parametrize("tag", ["fa", "ar", "ckb", "fa_AF"])
def test_numbers_are_written_as_unicode_records_it(languages, tag):
    """Digits, marks and percent sign agree with the Common Locale Data Repository."""
    known = Locale.parse({"ar": "ar_IQ"}.get(tag, tag))
    symbols = known.number_symbols[known.default_numbering_system]
    language = languages[tag]
    sign = symbols["percentSign"].strip("\u061c\u200f\u200e")
    assert (language.decimal, language.group) == (symbols["decimal"], symbols["group"])
    assert language.percent_pattern == f"{{number}}{sign}"
    assert known.character_order == "right-to-left"


def test_kurdish_months_are_those_of_iraq(languages):
    """The Gregorian months have the names of the Common Locale Data Repository, but two."""
    recorded = Locale.parse("ckb").months["format"]["wide"].values()
    ours = languages["ckb"].month_names
    assert set(ours) - set(recorded) == {"تەمموز", "کانوونی یەکەم"}


def test_kurdish_has_two_forms(languages):
    """One house, and any other number of houses."""
    plural = find_plural(languages["ckb"].plural)
    assert [plural(count) for count in (0, 1, 2, 11)] == [1, 0, 1, 1]


def test_a_draft_is_one_of_the_interface_or_of_the_form(languages):
    """A form is drafted by a machine if its buttons or its questions are."""
    language = replace(languages["fa"], drafts=frozenset({"water"}))
    assert language.is_draft("water")
    assert not language.is_draft("trust")
    assert replace(language, drafts=frozenset({"interface"})).is_draft("trust")


def test_a_text_is_there_or_not(languages):
    """Whether a text would fall back to its source can be asked."""
    inline = Text("x", catalogue="none", inline=(("fa", "ی"),))
    assert languages["fa"].has_text(inline)
    assert languages["fa_AF"].has_text(inline)
    assert not languages["ar"].has_text(inline)
    assert languages["fa"].has_sentence("Next")
    assert languages["en"].has_sentence("Whatever")
    assert not languages["fa"].has_sentence("Whatever")
