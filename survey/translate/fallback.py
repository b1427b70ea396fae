"""Fallbacks made visible: a text that is not translated yet says on the page which language it is.

A page is written from many templates, where a text may stand in a paragraph, in an attribute or in
an option. So a fallback is only noted inside the text, with characters that no text has (Unicode
keeps U+FDD0 to U+FDD2 free for this); when the page is complete, the note becomes an element where
one may stand, and goes where none may.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Template

from survey.locale import DEFAULT, Language, Text

_BEGIN, _MIDDLE, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_NOTE = re.compile(f"{_BEGIN}([A-Za-z-]+) (auto|ltr|rtl){_MIDDLE}|{_END}")
_NOTE_IN_JSON = re.compile(r"\\ufdd0[A-Za-z-]+ (?:auto|ltr|rtl)\\ufdd1|\\ufdd2")
_BARE = re.compile(
    r"<(?P<raw>script|style|title|textarea)\b.*?</(?P=raw)>|<option\b[^>]*>[^<]*|<[^>]*>", re.DOTALL
)
"""The parts of a page in which no element may stand: tags themselves, titles, options, scripts."""

Say = Callable[..., str]


class Page(Template):
    """A page template whose fallbacks are visible."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Write the page."""
        return show_fallbacks(super().render(*args, **kwargs))


def say_sentences(language: Language, languages: Mapping[str, Language]) -> Say:
    """Return what says interface sentences, the untranslated ones with a note."""

    def say(message: str, **values: object) -> str:
        said = language.gettext(message, **values)
        return said if language.has_sentence(message) else _note(said, DEFAULT, languages)

    return say


def say_texts(
    language: Language,
    languages: Mapping[str, Language],
    source: str,
    words: Mapping[str, Text] | None = None,
) -> Say:
    """Return what says texts of a questionnaire written in `source`, with its {curly} words.

    Names of places are said as they are: only a catalogue tells that a text awaits translation.
    """

    def is_there(text: Text) -> bool:
        return language.tag == source or not text.catalogue or language.has_text(text)

    def say(text: Text, **more: str) -> str:
        if is_there(text):
            return language.text(text, **noted, **more)
        return _note(language.text(text, **plain, **more), source, languages)

    plain = {name: language.text(text) for name, text in (words or {}).items()}
    noted = {
        name: plain[name] if is_there(text) else _note(plain[name], source, languages)
        for name, text in (words or {}).items()
    }
    return say


def show_fallbacks(page: str) -> str:
    """Turn the notes of a page into elements; drop them where no element may stand."""
    if _BEGIN not in page and r"\ufdd0" not in page:
        return page
    written, last = [], 0
    for bare in _BARE.finditer(page):
        written.append(_NOTE.sub(_write_element, page[last : bare.start()]))
        written.append(_NOTE_IN_JSON.sub("", _NOTE.sub("", bare[0])))
        last = bare.end()
    return "".join([*written, _NOTE.sub(_write_element, page[last:])])


def _note(text: str, tag: str, languages: Mapping[str, Language]) -> str:
    source = languages.get(tag)
    name, direction = tag.replace("_", "-"), source.direction if source else "auto"
    lines = text.split("\n")
    return "\n".join(f"{_BEGIN}{name} {direction}{_MIDDLE}{line}{_END}" for line in lines)


def _write_element(note: re.Match[str]) -> str:
    if note[0] == _END:
        return "</span>"
    return f'<span class="untranslated" lang="{note[1]}" dir="{note[2]}">'
