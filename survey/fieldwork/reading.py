"""A response measured for those who follow the fieldwork: how long, how much, how alike."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from survey.conditions.evaluate import is_substantive
from survey.fieldwork.model import Interview
from survey.forms.noted import CLOCK
from survey.kinds.find import kind_of
from survey.places.model import Project
from survey.questionnaire.flow import settle
from survey.questionnaire.gate import keep_promises
from survey.questionnaire.model import Need, Question, Questionnaire
from survey.questionnaire.private import find_private
from survey.responses.model import Channel, Consent

CLOSED = ("number", "date", "time")
"""How answers compare to which somebody must say something, beside those with options."""

TIMED = ("tablet", "self")
"""The channels in which a device notes when it began and ended."""


@dataclass(frozen=True)
class Content:
    """What is read of a response: its answers as they stand, the rest as it first came."""

    id: UUID
    project: str
    wave: str
    version: str
    neighbourhood: str
    household: str
    collector: str
    channel: Channel
    consent: Consent
    received_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    answers: Mapping[str, object]
    paradata: Mapping[str, object]


@dataclass(frozen=True)
class Measure:
    """What of a questionnaire is measured, without its private questions.

    `closed` are the questions that want an answer, `batteries` statements on one scale that stand
    together, `points` the places.
    """

    form: Questionnaire
    open_ones: tuple[str, ...]
    closed: tuple[str, ...]
    batteries: tuple[tuple[str, ...], ...]
    points: tuple[str, ...]


def make_measure(form: Questionnaire, promises: frozenset[Need]) -> Measure:
    """Say what is measured of a questionnaire where these promises are kept."""
    asked = keep_promises(form, promises)
    private = find_private(asked)
    listed = [q for q in asked.questions.values() if q.id not in private and _is_asked(q)]
    return Measure(
        form=asked,
        open_ones=tuple(q.id for q in listed),
        closed=tuple(q.id for q in listed if _is_closed(q)),
        batteries=tuple(_list_batteries(asked, private)),
        points=tuple(q.id for q in listed if q.kind == "geopoint"),
    )


@dataclass
class Measuring:
    """Measures the responses of a project; `find_form` gives a version that is archived."""

    project: Project
    find_form: Callable[[str], Questionnaire | None]
    kept: dict[tuple[str, frozenset[Need]], Measure | None] = field(default_factory=dict)

    def measure(self, content: Content) -> Interview:
        """Measure a response; of a refusal, or without its questionnaire, only that it came."""
        place = self.project.neighbourhood(content.neighbourhood)
        ended = _find_end(content)
        is_refusal = content.consent == "refused"
        told = {} if is_refusal else self._measure_answers(content)
        return Interview(
            id=content.id,
            project=content.project,
            wave=content.wave,
            neighbourhood=content.neighbourhood,
            household=content.household,
            collector=content.collector,
            channel=content.channel,
            is_refusal=is_refusal,
            day=_find_day(content, self.project, ended),
            received_at=content.received_at,
            ended_at=ended,
            seconds=_find_seconds(content),
            offset=_find_offset(content),
            outline=place.outline if place else (),
            **told,
        )

    def pick_open(self, content: Content) -> dict[str, object]:
        """Return the answers of a response that are not private, to compare others with."""
        of = self._find_measure(content)
        return _pick(of, content.answers) if of else {}

    def _measure_answers(self, content: Content) -> dict[str, Any]:
        of = self._find_measure(content)
        if of is None:
            return {}
        settled = settle(of.form, content.answers)
        applying = [name for name in of.closed if name in settled.visible]
        given = _pick(of, settled.answers)
        points = [_read_point(given[name]) for name in of.points if is_substantive(given.get(name))]
        return {
            "answers": given,
            "asked": len(applying),
            "missing": sum(1 for name in applying if not _is_answered(given.get(name))),
            "batteries": tuple(_answer_batteries(of, given)),
            "points": tuple(points),
        }

    def _find_measure(self, content: Content) -> Measure | None:
        begun = (content.started_at or content.received_at).date()
        promises = self.project.promises_on(begun)
        key = content.version, promises
        if key not in self.kept:
            form = self.find_form(content.version)
            self.kept[key] = make_measure(form, promises) if form else None
        return self.kept[key]


def _pick(of: Measure, answers: Mapping[str, object]) -> dict[str, object]:
    return {name: answers[name] for name in of.open_ones if name in answers}


def _answer_batteries(of: Measure, given: Mapping[str, object]) -> Iterator[tuple[object, ...]]:
    for battery in of.batteries:
        yield tuple(given[one] for one in battery if is_substantive(given.get(one)))


def _is_answered(answer: object) -> bool:
    """Tell whether something was said; that a question does not apply is an answer to it."""
    return is_substantive(answer) or answer == {"missing": "not_applicable"}


def _is_asked(question: Question) -> bool:
    return question.enabled and kind_of(question).is_asked


def _is_closed(question: Question) -> bool:
    return bool(question.options) or kind_of(question).compares_as in CLOSED


def _list_batteries(form: Questionnaire, private: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield the questions that stand together and are rated on the same scale."""
    for section in form.sections:
        listed = [q for q in section.questions if q.id not in private and _is_asked(q)]
        for scale, row in groupby(listed, key=_find_scale):
            if scale:
                yield tuple(question.id for question in row)


def _find_scale(question: Question) -> str:
    """Name the scale of a statement: rows of a matrix share theirs."""
    is_rated = question.options and any(one.code is not None for one in question.options)
    return (question.scale or question.matrix) if is_rated else ""


def _read_point(answer: object) -> tuple[float, float]:
    latitude, longitude, *_ = str(answer).split()
    return float(longitude), float(latitude)


def _find_seconds(content: Content) -> int | None:
    """Return how long it took: what the device counted, else from its first to its last moment.

    Paper and tables say nothing of it, and where both moments are one nobody measured.
    """
    counted = _read_clock(content).get("elapsed_ms")
    if isinstance(counted, int) and counted > 0:
        return counted // 1000
    if content.channel not in TIMED or not content.started_at or not content.finished_at:
        return None
    seconds = int((content.finished_at - content.started_at).total_seconds())
    return seconds if seconds > 0 else None


def _read_clock(content: Content) -> Mapping[str, object]:
    """Return what a tablet told of its clock (docs/interviews.md); nothing where none was there."""
    clock = content.paradata.get(CLOCK)
    return clock if isinstance(clock, Mapping) else {}


def _find_offset(content: Content) -> float | None:
    known = _read_clock(content).get("offset_ms")
    return known / 1000 if isinstance(known, int) else None


def _find_end(content: Content) -> datetime | None:
    """Return when an interview ended, by the clock on the wall of where it was held."""
    if content.finished_at is None or content.channel not in TIMED:
        return None
    zone = _read_clock(content).get("zone")
    if isinstance(zone, str) and zone:
        with suppress(ZoneInfoNotFoundError, ValueError):
            return content.finished_at.astimezone(ZoneInfo(zone))
    return (
        content.finished_at if content.finished_at.utcoffset() else content.finished_at.astimezone()
    )


def _find_day(content: Content, project: Project, ended: datetime | None) -> date:
    """Return the day of the interview; where its clock says none of the wave, that it came in."""
    wave = project.wave(content.wave)
    if ended and wave and wave.starts <= ended.date() <= wave.ends:
        return ended.date()
    return content.received_at.astimezone().date()
