"""The figures of a copy as a table (CSV) that spreadsheets open, Persian and Arabic too.

They come from what the copy itself reads: a withheld figure has no number there, so none here.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from survey.locale import Language
from survey.reports.overview import Overview
from survey.reports.reading import Reading
from survey.reports.scores import EVERYWHERE, AreaScores, Score
from survey.reports.voice import Voice

COLUMNS = (
    "area",
    "area_name",
    "kind",
    "index",
    "index_name",
    "estimate",
    "lower",
    "upper",
    "n",
    "households",
    "label",
    "suppressed",
    "flag",
)
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes the letters for those of another script."""

Row = tuple[object, ...]
Area = tuple[str, str, AreaScores]
"""The id of an area, its name in the language of the copy, and its scores."""


def write_rows(source: Reading | Overview, language: Language) -> bytes:
    """Write the released figures that a copy about `source` is made from, a row each."""
    voice = Voice(language, source.questionnaire)
    written = StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for area in list_areas(source, language):
        table.writerows(list_rows(area, voice))
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def list_areas(source: Reading | Overview, language: Language) -> Iterator[Area]:
    """List the areas a copy speaks of: its neighbourhood or all of them, districts, everywhere."""
    readings = (source,) if isinstance(source, Reading) else source.readings
    for reading in readings:
        yield reading.place.id, language.text(reading.place.name), reading.here
    districts = find_districts(source)
    for district in source.project.districts:
        if district.id in districts:
            yield f"district:{district.id}", language.text(district.name), districts[district.id]
    yield EVERYWHERE, language.text(source.project.title), source.everywhere


def find_districts(source: Reading | Overview) -> Mapping[str, AreaScores]:
    """Find the scores of the districts that a copy speaks of."""
    return (
        {source.place.district: source.district}
        if isinstance(source, Reading)
        else source.districts
    )


def list_rows(area: Area, voice: Voice) -> Iterator[Row]:
    """List the figures of an area by kind and index, those that are withheld without a number."""
    place, name, scores = area
    for kind, index in sorted({*scores.released, *scores.withheld}):
        start = (place, name, kind, index, name_index(index, voice))
        score = scores.find(kind, index)
        reasons = scores.withheld.get((kind, index), frozenset())
        yield (*start, *_write_score(score)) if score else (*start, *_write_reasons(reasons))


def name_index(index: str, voice: Voice) -> str:
    """Say which domain, index, question or answer a figure is about; empty where it has no name."""
    asked = voice.questionnaire
    head, _, names = index.partition("=")
    named = {domain.id: domain.title for domain in asked.domains}
    named |= {made.id: made.title for made in asked.method.indices}
    if head in asked.questions:
        question = asked.questions[head]
        answers = [one.text for one in question.options if one.name in names.split("+")]
        said = [voice.text(question.text), *(voice.text(answer) for answer in answers)]
        return " | ".join(said)
    return voice.text(named[head]) if head in named else ""


def _write_score(score: Score) -> Row:
    limits = _number(score.lower), _number(score.upper)
    counts = score.n or "", score.households or ""
    return (_number(score.estimate), *limits, *counts, score.label, 0, _join(score.flags))


def _write_reasons(reasons: Iterable[str]) -> Row:
    return ("", "", "", "", "", "", 1, _join(reasons))


def _number(value: float | None) -> str:
    """Write a number with every digit it has, as the tables of scores do."""
    return "" if value is None else repr(value)


def _join(words: Iterable[str]) -> str:
    return " ".join(sorted(words))
