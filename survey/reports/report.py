"""A whole report in words: its sheets, and what stands at the head and foot of each."""

import json
from dataclasses import dataclass

from markupsafe import Markup

from survey.locale import Language
from survey.reports.pages import find_page_kinds
from survey.reports.reading import Reading
from survey.reports.voice import Voice


@dataclass(frozen=True)
class Sheet:
    """One page: the name of its kind, which is that of its template, and its content."""

    name: str
    content: object


@dataclass(frozen=True)
class Report:
    """Everything the templates print; `band` warns of invented answers and is empty otherwise.

    `folio` and `page_mark` are CSS `content` values that hold page counters; `digit_symbols` are
    the ten digits as CSS strings.
    """

    lang: str
    direction: str
    title: str
    author: str
    made_at: str
    kicker: str
    running_title: str
    short_title: str
    wave: str
    band: str
    digit_symbols: Markup
    folio: Markup
    page_mark: Markup
    sheets: tuple[Sheet, ...]


def compose_report(reading: Reading, language: Language) -> Report:
    """Compose one neighbourhood's report; pages without input are left out."""
    voice = Voice(language, reading.questionnaire)
    say, name = language.gettext, language.text(reading.place.name)
    project = language.text(reading.project.title)
    return Report(
        lang=language.html_tag,
        direction=language.direction,
        title=say("%(name)s: neighbourhood report", name=name),
        author=language.text(reading.project.organisation),
        made_at=reading.imprint.made_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        kicker=say("%(project)s | neighbourhood report", project=project),
        running_title=f"{project} | {voice.name(reading.place.name)}",
        short_title=name,
        wave=language.text(reading.wave.title),
        band=say("Invented answers: synthetic data for demonstration")
        if reading.project.synthetic
        else "",
        digit_symbols=Markup(" ".join(quote(digit) for digit in language.digits)),
        folio=write_folio(language),
        page_mark=write_page_mark(language),
        sheets=fill_sheets(reading, voice),
    )


def fill_sheets(reading: Reading, voice: Voice) -> tuple[Sheet, ...]:
    """Fill every kind of page that has something to show."""
    filled = [(kind.name, kind.build(reading, voice)) for kind in find_page_kinds()]
    return tuple(Sheet(name, content) for name, content in filled if content is not None)


def write_folio(language: Language) -> Markup:
    """Write “1 of 5” for the foot of a page."""
    sentence = language.gettext("%(page)s of %(pages)s", page="\1", pages="\2")
    return count_in(sentence, {"\1": "counter(page, native)", "\2": "counter(pages, native)"})


def write_page_mark(language: Language) -> Markup:
    """Write “Page 2: ” for the table of contents."""
    sentence = language.gettext("Page %(page)s:", page="\1")
    return count_in(f"{sentence} ", {"\1": "target-counter(attr(href), page, native)"})


def count_in(sentence: str, counters: dict[str, str]) -> Markup:
    """Turn a sentence into a CSS `content` value, each marked place into its counter."""
    parts, text = [], ""
    for letter in sentence:
        if letter in counters:
            parts += [quote(text), counters[letter]] if text else [counters[letter]]
            text = ""
        else:
            text += letter
    return Markup(" ".join([*parts, quote(text)] if text else parts))


def quote(text: str) -> str:
    """Write a CSS string that is also safe inside an HTML style element."""
    return json.dumps(" ".join(text.splitlines()), ensure_ascii=False).replace("<", "\\3c ")
