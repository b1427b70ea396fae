"""The sentences of reports in every offered language: no placeholder and no plural form is lost."""

import re
from pathlib import Path

import pytest

from survey import reports
from survey.catalogues import find_plural
from survey.locale import INTERFACE, Language, load_languages
from survey.settings import HOME
from survey.translate.extract import extract_interface
from survey.translate.model import Sentence

SENTENCES = extract_interface(Path(reports.__file__).parent).sentences
LANGUAGES = load_languages(HOME / "translations")
SPOKEN = ("fa", "ar")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
COUNTS = range(200)


def forms_of(language: Language, sentence: Sentence) -> tuple[str, ...]:
    """Return what a language says for a sentence, a form for each plural; none without one."""
    return tuple(language.catalogues[INTERFACE].get(sentence.key, ()))


def find_placeholders(text: str, sentence: Sentence) -> set[str]:
    """Find what is filled in; a count may be said in words."""
    return set(PLACEHOLDER.findall(text)) - ({"count"} if sentence.plural else set())


def test_reports_have_sentences() -> None:
    """The sentences of the pages are found, those that count among them."""
    assert len(SENTENCES) > 150
    assert sum(1 for one in SENTENCES if one.plural) > 10


@pytest.mark.parametrize("tag", SPOKEN)
def test_placeholders_are_kept(tag: str) -> None:
    """Each translation holds the placeholders of its sentence, and no others."""
    wrong = [
        (sentence.source, form)
        for sentence in SENTENCES
        for form in forms_of(LANGUAGES[tag], sentence)
        if find_placeholders(form, sentence) != find_placeholders(sentence.source, sentence)
    ]
    assert wrong == []


@pytest.mark.parametrize("tag", SPOKEN)
def test_plural_forms_are_there(tag: str) -> None:
    """A sentence with a count has every plural form of the language."""
    language = LANGUAGES[tag]
    needed = len({find_plural(language.plural)(count) for count in COUNTS})
    counted = [sentence for sentence in SENTENCES if sentence.plural]
    lacking = [
        sentence.source
        for sentence in counted
        if forms_of(language, sentence) and len(forms_of(language, sentence)) != needed
    ]
    assert lacking == []


def test_no_sentence_speaks_of_significance() -> None:
    """“Significant” is a word of statistics that people take for “important”; none uses it."""
    assert [one.source for one in SENTENCES if "significan" in one.source.lower()] == []
