"""Languages: their texts, direction, digits, numbers and dates, one folder of translations each."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from numbers import Integral, Real
from pathlib import Path
from typing import Literal

from survey.calendars import CALENDARS, Calendar, Parts, parse_date
from survey.catalogues import Messages, fill_words, find_plural, has_drafts, read_catalogue
from survey.digits import LATIN, fold_digits, fold_letters, parse_number
from survey.errors import N_, MahallaError, Problem, Where

__all__ = [
    "DEFAULT",
    "Language",
    "Text",
    "fold_digits",
    "fold_letters",
    "load_languages",
    "parse_number",
    "pick_language",
]

DEFAULT = "en"
"""The language of the interface sentences in the code; shown where no other is asked for."""

INTERFACE = "interface"

_LEFT_TO_RIGHT, _FIRST_STRONG, _END = "\u2066", "\u2068", "\u2069"
_BLANK_NUMBER = "—"


@dataclass(frozen=True)
class Text:
    """A text of a questionnaire: `source` is written in the file, catalogues hold the rest.

    `catalogue` names the gettext catalogue (the questionnaire's id), `key` is its context there;
    `inline` holds (language, text) pairs of the file itself, used where no catalogue has one.
    """

    source: str
    catalogue: str = ""
    key: str = ""
    inline: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Language:
    """How one language writes: its sentences, numbers and dates.

    `digits` are the ten digits from zero, `decimal` and `group` the marks in numbers; `percent`
    and the two date patterns have {curly} parts; `month_names` are those of `calendar`.
    `catalogues` maps a catalogue's name (`interface`, or a questionnaire's id) to its messages;
    `drafts` names those in which a text was drafted by a machine and awaits a reader.
    `is_reviewed` is whether a native speaker has signed off the language as a whole.
    """

    tag: str
    name: str
    direction: Literal["rtl", "ltr"]
    offered: bool
    digits: str
    decimal: str
    group: str
    percent_pattern: str
    calendar: Calendar
    month_names: tuple[str, ...]
    long_date: str
    short_date: str
    plural: str
    is_reviewed: bool = False
    drafts: frozenset[str] = frozenset()
    catalogues: Mapping[str, Messages] = field(default_factory=dict, compare=False, repr=False)

    @property
    def html_tag(self) -> str:
        """The tag as HTML writes it: `fa-AF`."""
        return self.tag.replace("_", "-")

    def gettext(self, message: str, **values: object) -> str:
        """Say an interface sentence.

        `%(name)s` is filled from `values`: numbers and dates as this language writes them.
        """
        forms = self._interface.get(("", message))
        return self._fill(forms[0] if forms else message, values)

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """Say a sentence whose form depends on `count`, which may be used as `%(count)s`."""
        forms = self._interface.get(("", one))
        if forms:
            sentence = forms[min(find_plural(self.plural)(count), len(forms) - 1)]
        else:
            sentence = one if count == 1 else many
        return self._fill(sentence, {"count": count, **values})

    def text(self, text: Text, **words: str) -> str:
        """Say a questionnaire's text, with its {curly} words filled from `words`.

        The catalogue wins, then the translation in the questionnaire's file, then the source.
        """
        return fill_words(self._find_text(text) or text.source, words)

    def has_text(self, text: Text) -> bool:
        """Tell whether a questionnaire's text is there in this language, or its parent."""
        return self._find_text(text) is not None

    def has_sentence(self, message: str) -> bool:
        """Tell whether an interface sentence is there in this language, or its parent."""
        return self.tag == DEFAULT or ("", message) in self._interface

    def is_draft(self, questionnaire: str) -> bool:
        """Tell whether a form in this language has texts that await a reader."""
        return bool(self.drafts & {INTERFACE, questionnaire})

    def number(self, value: float | Decimal, decimals: int = 0) -> str:
        """Write a number in native digits, rounded half up; not-a-number becomes a dash.

        Groups of three are marked from five digits on, so that years and small counts stay plain.
        A negative number is isolated left to right, so that its sign stays in front of it.
        """
        exact = _exact(value)
        if not exact.is_finite():
            return _BLANK_NUMBER
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        size = abs(rounded)
        written = self._write(f"{size:,f}" if size >= 10_000 else f"{size:f}")
        return self.ltr(f"−{written}") if rounded < 0 else written

    def percent(self, value: float, decimals: int = 0) -> str:
        """Write a share between 0 and 100 with its percent sign."""
        return self.percent_pattern.format(number=self.number(value, decimals))

    def date(self, day: datetime.date, style: Literal["long", "short"] = "long") -> str:
        """Write a day in this language's calendar; a day beyond that calendar in ISO form."""
        if not self.calendar.covers(day):
            return self._write(day.isoformat())
        parts = self.calendar.to_parts(day)
        pattern = self.long_date if style == "long" else self.short_date
        return pattern.format(
            year=self._write(str(parts.year)),
            month=self._write(f"{parts.month:02}"),
            day=self._write(str(parts.day) if style == "long" else f"{parts.day:02}"),
            name=self.month_name(parts.month),
        )

    def parts(self, day: datetime.date) -> Parts:
        """Name a day's year, month and day in this language's calendar; raises AnswerError."""
        return self.calendar.to_parts(day)

    def parse_date(self, text: str) -> datetime.date:
        """Read a date typed in this language's calendar, or in ISO form; raises AnswerError."""
        return parse_date(text, self.calendar)

    def month_name(self, month: int) -> str:
        """Name a month of this language's calendar, counted from 1."""
        return self.month_names[month - 1]

    def isolate(self, text: str) -> str:
        """Keep a name of unknown direction from disturbing the plain text around it."""
        return f"{_FIRST_STRONG}{text}{_END}"

    def native(self, text: str) -> str:
        """Write the digits of a code, or of a time of day, as this language writes them."""
        return text.translate(str.maketrans(LATIN, self.digits))

    def ltr(self, text: str) -> str:
        """Keep a code, a formula or a signed number left to right in plain text."""
        return f"{_LEFT_TO_RIGHT}{text}{_END}" if self.direction == "rtl" else text

    def _find_text(self, text: Text) -> str | None:
        forms = self.catalogues.get(text.catalogue, {}).get((text.key, text.source))
        inline = dict(text.inline)
        return forms[0] if forms else inline.get(self.tag) or inline.get(self.tag.split("_")[0])

    @property
    def _interface(self) -> Messages:
        return self.catalogues.get(INTERFACE, {})

    def _fill(self, sentence: str, values: Mapping[str, object]) -> str:
        shown = {name: self._show(value) for name, value in values.items()}
        return sentence % shown if shown else sentence

    def _show(self, value: object) -> str:
        if isinstance(value, datetime.date):
            return self.date(value)
        if isinstance(value, bool) or not isinstance(value, Real | Decimal):
            return str(value)
        exact = _exact(value)
        exponent = exact.normalize().as_tuple().exponent
        return self.number(exact, max(0, -exponent) if isinstance(exponent, int) else 0)

    def _write(self, ascii_number: str) -> str:
        table = str.maketrans(f"{LATIN}.,", f"{self.digits}{self.decimal}{self.group}")
        return ascii_number.translate(table)


def _exact(value: Real | Decimal | float) -> Decimal:
    """Take a number as it is printed, so that 0.285 rounds as a person expects."""
    if isinstance(value, Decimal):
        return value
    return Decimal(int(value)) if isinstance(value, Integral) else Decimal(repr(float(value)))


def load_languages(folder: Path) -> dict[str, Language]:
    """Load every language of `folder` (`translations/`), by tag, the default first.

    A language such as `fa_AF` says what it has not translated as its parent `fa` does.
    The answer is kept for each folder, by whatever links it is reached. Raises
    MahallaError with all problems.
    """
    return _load_all(folder.resolve())


def forget_languages() -> None:
    """Read the languages anew when they are asked for next."""
    _load_all.cache_clear()


@cache
def _load_all(folder: Path) -> dict[str, Language]:
    problems: list[Problem] = []
    languages = {}
    for place in sorted(file.parent for file in folder.glob("*/language.yaml")):
        try:
            languages[place.name] = _load_language(place)
        except MahallaError as error:
            problems += error.problems
    if not problems and DEFAULT not in languages:
        problems.append(
            Problem(
                N_("The language “%(tag)s” is missing here."), {"tag": DEFAULT}, Where(str(folder))
            )
        )
    if problems:
        raise MahallaError(*problems)
    return dict(sorted(languages.items(), key=lambda pair: (pair[0] != DEFAULT, pair[0])))


def pick_language(tag: str | None, languages: Mapping[str, Language]) -> Language:
    """Return the language of `tag` (`fa`, `fa-AF`), its parent, or else the default one."""
    wanted = (tag or DEFAULT).replace("-", "_")
    parent = wanted.split("_")[0]
    return languages.get(wanted) or languages.get(parent) or languages[DEFAULT]


def _load_language(place: Path) -> Language:
    # Here, because printing processes are sent a language and read no YAML: 3 MB in each.
    from survey.language_file import load_language_file

    file = load_language_file(place / "language.yaml")
    return Language(
        tag=place.name,
        name=file.name,
        direction=file.direction,
        offered=file.offered,
        digits=file.digits,
        decimal=file.decimal,
        group=file.group,
        percent_pattern=file.percent,
        calendar=CALENDARS[file.calendar],
        month_names=tuple(file.months[file.calendar]),
        long_date=file.long_date,
        short_date=file.short_date,
        plural=file.plural,
        is_reviewed=file.reviewed,
        drafts=frozenset(po.stem for po in place.glob("*.po") if has_drafts(po)),
        catalogues=_read_catalogues(place),
    )


def _read_catalogues(place: Path) -> dict[str, Messages]:
    catalogues: dict[str, Messages] = {}
    parent = place.with_name(place.name.split("_")[0])
    for folder in dict.fromkeys((parent, place)):
        for file in sorted(folder.glob("*.po")):
            catalogues[file.stem] = {**catalogues.get(file.stem, {}), **read_catalogue(file)}
    return catalogues
