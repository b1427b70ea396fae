"""A whole report in words: its sheets, and what stands at the head and foot of each."""

import json
from base64 import b64encode
from dataclasses import dataclass

from markupsafe import Markup

from survey.locale import Language
from survey.places.model import Brand
from survey.reports.look import USUAL, Look
from survey.reports.overview import Overview
from survey.reports.palette import STANDARD, Palette, mix_palette
from survey.reports.products import Product
from survey.reports.reading import Reading
from survey.reports.voice import Voice

LOGO_WIDTH, LOGO_HEIGHT = 44.0, 8.4
"""How large a logo may be, in millimetres."""


@dataclass(frozen=True)
class Sheet:
    """One page: the name of its kind, which is that of its template, and its content."""

    name: str
    content: object


@dataclass(frozen=True)
class Logo:
    """An organisation's logo as an address that holds it, and its size in millimetres."""

    address: str
    width: float
    height: float


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
    palette: Palette = STANDARD
    logo: Logo | None = None
    contact: str = ""

    @property
    def tones(self) -> Markup:
        """The colours of the palette, for style sheets."""
        return Markup(self.palette.css)


def compose_report(
    product: Product, source: Reading | Overview, language: Language, look: Look = USUAL
) -> Report:
    """Compose a product about `source`; pages without input are left out."""
    voice = Voice(language, source.questionnaire, look)
    say, name = language.gettext, language.text(source.name)
    project, brand = language.text(source.project.title), source.project.brand
    return Report(
        lang=language.html_tag,
        direction=language.direction,
        title=say(product.title, name=name),
        author=language.text(source.project.organisation),
        made_at=source.imprint.made_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        kicker=say(product.kicker, project=project),
        running_title=_name_running(source, voice),
        short_title=name,
        wave=language.text(source.wave.title),
        band=say("Invented answers: synthetic data for demonstration")
        if source.project.synthetic
        else "",
        digit_symbols=Markup(" ".join(quote(digit) for digit in language.digits)),
        folio=write_folio(language),
        page_mark=write_page_mark(language),
        sheets=fill_sheets(product, source, voice),
        palette=mix_palette(brand),
        logo=fit_logo(brand) if brand and brand.logo else None,
        contact=language.text(brand.contact) if brand and brand.contact else "",
    )


def fit_logo(brand: Brand) -> Logo:
    """Fit a logo into the margin: at most `LOGO_WIDTH` by `LOGO_HEIGHT`."""
    kind = {"svg": "image/svg+xml", "png": "image/png"}[brand.logo_type or "png"]
    width = min(LOGO_WIDTH, LOGO_HEIGHT * brand.logo_shape)
    address = f"data:{kind};base64,{b64encode(brand.logo).decode()}"
    return Logo(address, round(width, 2), round(width / brand.logo_shape, 2))


def _name_running(source: Reading | Overview, voice: Voice) -> str:
    project = voice.language.text(source.project.title)
    return f"{project} | {voice.name(source.name)}" if isinstance(source, Reading) else project


def fill_sheets(product: Product, source: Reading | Overview, voice: Voice) -> tuple[Sheet, ...]:
    """Fill every kind of page that has something to show."""
    filled = [(kind.name, kind.build(source, voice)) for kind in product.pages]
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
