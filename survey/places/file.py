"""The project file: one questionnaire, its neighbourhoods and its waves, written in YAML."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Protocol

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from survey.errors import N_, MahallaError, Mistake, Problem, Where
from survey.locale import DEFAULT, Text
from survey.places.brand import NO_COLOUR, BrandPart, find_unreadable, read_brand
from survey.places.days import Day
from survey.places.declares import DeclarationPart, build_declaration, find_empty_promises
from survey.places.model import (
    KEEP_REFERRALS,
    Action,
    ActionState,
    Brand,
    District,
    Meeting,
    Neighbourhood,
    Project,
    Retention,
    Ring,
    Wave,
    is_place_id,
)
from survey.places.outlines import read_outlines
from survey.places.retention import RetentionPart
from survey.places.services import (
    ServicePart,
    build_service,
    find_unknown_sections,
    find_wrong_services,
)
from survey.questionnaire.complaints import explain
from survey.questionnaire.load import load_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.schema import Name, Part, Words
from survey.questionnaire.yaml_file import Positions, locate, read_yaml

SENTENCES: Mapping[str, str] = {
    "extra_forbidden": N_(
        "There is no key `%(key)s` here. Remove it, or look it up in docs/projects.md."
    ),
    "day": N_("“%(given)s” is not a day. Write year-month-day, such as 2026-01-31."),
    "colour": NO_COLOUR,
    "place_id": N_(
        "“%(given)s” cannot be the id of a place. Use letters, digits, “_”, “-”, “.” and spaces, "
        "at most 64, and not the word “all”."
    ),
}
NO_PROJECT = N_("This file holds no project. Begin it with `id:`, `title:` and `questionnaire:`.")
TWICE = N_("The id “%(id)s” is given twice. Give each its own.")
NO_DISTRICT = N_("There is no district “%(district)s”. Add it under `districts:`, or correct it.")
NO_NEIGHBOURHOOD = N_(
    "There is no neighbourhood “%(id)s”. Add it under `neighbourhoods:`, or correct it."
)
NO_WAVE = N_("There is no wave “%(id)s”. Add it under `waves:`, or correct it.")
NO_INDICATOR = N_(
    "“%(id)s” is no domain, index or question of “%(questionnaire)s”. Correct it, or leave "
    "`indicator:` out."
)
BACKWARDS = N_("The wave ends before it starts. Exchange its two days.")
OVERLAP = N_(
    "This wave starts before “%(other)s” has ended. A day belongs to one wave: change one of them."
)


def _read_place_id(raw: Any) -> Any:
    if isinstance(raw, str) and not is_place_id(raw):
        raise PydanticCustomError("place_id", "not the id of a place")
    return raw


PlaceId = Annotated[str, BeforeValidator(_read_place_id)]


class DistrictPart(Part):
    """A larger area that neighbourhoods roll up to."""

    id: PlaceId
    name: Words


class NeighbourhoodPart(Part):
    """A neighbourhood, with the households that the sampling frame counts there."""

    id: PlaceId
    name: Words
    district: str = ""
    households: Annotated[int, Field(ge=1)] | None = None


class WavePart(Part):
    """One round of asking, from its first to its last day."""

    id: Name
    title: Words
    starts: Day
    ends: Day


class MeetingPart(Part):
    """The session that reports invite to."""

    day: Day
    time: str
    place: Words


class ActionPart(Part):
    """What a neighbourhood agreed in the session after a wave."""

    neighbourhood: str
    title: Words
    who: Words
    by: Day | None = None
    indicator: Annotated[str, Field(max_length=80)] = ""
    wave: str
    state: ActionState = "planned"


class ProjectPart(Part):
    """The whole project file."""

    id: Name
    title: Words
    organisation: Words
    questionnaire: Name
    synthetic: bool = False
    source: Words | None = None
    meeting: MeetingPart | None = None
    brand: BrandPart | None = None
    waves: Annotated[list[WavePart], Field(min_length=1)]
    districts: list[DistrictPart] = Field([])
    neighbourhoods: Annotated[list[NeighbourhoodPart], Field(min_length=1)]
    outlines: str | None = None
    actions: list[ActionPart] = Field([])
    services: list[ServicePart] = Field([])
    declares: list[DeclarationPart] = Field([])
    keep_referrals: Annotated[int, Field(ge=1, le=3650)] = KEEP_REFERRALS
    retention: RetentionPart = RetentionPart()


def load_project_file(path: Path, questionnaires: Path | None = None) -> Project:
    """Load and check a project file and the outlines beside it.

    With the folder of `questionnaires`, indicators and sections are looked up there as well.
    Raises MahallaError with all problems of the file, or all problems of the outlines.
    """
    plain, positions = read_yaml(path)
    if not isinstance(plain, dict):
        raise MahallaError(Problem(NO_PROJECT, where=Where(str(path), 1, 1)))
    try:
        part = ProjectPart.model_validate(plain)
    except ValidationError as error:
        raise _located(_explain(error), positions, path) from error
    mistakes = [*_find_mistakes(part), *_find_unknown_names(part, questionnaires)]
    if mistakes:
        raise _located(mistakes, positions, path)
    names = [neighbourhood.id for neighbourhood in part.neighbourhoods]
    outlines = read_outlines(path.parent / part.outlines, names) if part.outlines else {}
    contact = _text(part.brand.contact) if part.brand and part.brand.contact else None
    brand = read_brand(part.brand, path.parent, contact) if part.brand else None
    return _build(part, outlines, brand)


def _explain(error: ValidationError) -> list[Mistake]:
    return [
        replace(mistake, message=SENTENCES.get(complaint["type"], mistake.message))
        for complaint, mistake in zip(error.errors(), explain(error), strict=True)
    ]


def _located(mistakes: Sequence[Mistake], positions: Positions, path: Path) -> MahallaError:
    problems = [
        Problem(mistake.message, mistake.values, locate(mistake.path, positions, str(path)))
        for mistake in mistakes
    ]
    return MahallaError(*sorted(problems, key=lambda problem: problem.where.line))


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def _find_mistakes(part: ProjectPart) -> Iterator[Mistake]:
    if part.brand and part.brand.colours:
        yield from find_unreadable(part.brand.colours)
    yield from _find_twins("districts", part.districts)
    yield from _find_twins("neighbourhoods", part.neighbourhoods)
    yield from _find_twins("waves", part.waves)
    districts = {district.id for district in part.districts}
    for place, neighbourhood in enumerate(part.neighbourhoods):
        if neighbourhood.district and neighbourhood.district not in districts:
            path = ("neighbourhoods", place, "district")
            yield Mistake(path, NO_DISTRICT, {"district": neighbourhood.district})
    yield from _find_wrong_days(part.waves)
    yield from _find_lost_actions(part)
    names = [place.id for place in part.neighbourhoods]
    yield from find_wrong_services(part.services, set(names))
    services = [build_service(service, _text) for service in part.services]
    yield from find_empty_promises(part.declares, services, names)


def _find_twins(key: str, parts: Sequence[_HasId]) -> Iterator[Mistake]:
    ids = [part.id for part in parts]
    for place, name in enumerate(ids):
        if name in ids[:place]:
            yield Mistake((key, place, "id"), TWICE, {"id": name})


def _find_wrong_days(waves: Sequence[WavePart]) -> Iterator[Mistake]:
    for place, wave in enumerate(waves):
        if wave.ends < wave.starts:
            yield Mistake(("waves", place, "ends"), BACKWARDS)
        for other in waves[:place]:
            if wave.starts <= other.ends and other.starts <= wave.ends:
                yield Mistake(("waves", place, "starts"), OVERLAP, {"other": other.id})


def _find_lost_actions(part: ProjectPart) -> Iterator[Mistake]:
    neighbourhoods = {neighbourhood.id for neighbourhood in part.neighbourhoods}
    waves = {wave.id for wave in part.waves}
    for place, action in enumerate(part.actions):
        if action.neighbourhood not in neighbourhoods:
            path = ("actions", place, "neighbourhood")
            yield Mistake(path, NO_NEIGHBOURHOOD, {"id": action.neighbourhood})
        if action.wave not in waves:
            yield Mistake(("actions", place, "wave"), NO_WAVE, {"id": action.wave})


def _find_unknown_names(part: ProjectPart, folder: Path | None) -> Iterator[Mistake]:
    """Look up in the questionnaire what the file says of it."""
    asked = folder / f"{part.questionnaire}.yaml" if folder else None
    if asked is None or not asked.is_file() or not (part.actions or part.services):
        return
    questionnaire = load_questionnaire(asked)
    sections = {section.id for section in questionnaire.sections}
    yield from find_unknown_sections(part.services, sections, part.questionnaire)
    known = {*_list_indicators(questionnaire), ""}
    for place, action in enumerate(part.actions):
        if action.indicator not in known:
            values = {"id": action.indicator, "questionnaire": part.questionnaire}
            yield Mistake(("actions", place, "indicator"), NO_INDICATOR, values)


def _list_indicators(questionnaire: Questionnaire) -> set[str]:
    domains = {domain.id for domain in questionnaire.domains}
    indices = {index.id for index in questionnaire.method.indices}
    return {*domains, *indices, *questionnaire.questions}


def _build(part: ProjectPart, outlines: Mapping[str, Ring], brand: Brand | None) -> Project:
    return Project(
        id=part.id,
        title=_text(part.title),
        organisation=_text(part.organisation),
        questionnaire=part.questionnaire,
        waves=tuple(Wave(w.id, _text(w.title), w.starts, w.ends) for w in part.waves),
        neighbourhoods=tuple(
            Neighbourhood(n.id, _text(n.name), n.district, n.households, outlines.get(n.id, ()))
            for n in part.neighbourhoods
        ),
        districts=tuple(District(d.id, _text(d.name)) for d in part.districts),
        synthetic=part.synthetic,
        meeting=_meeting(part.meeting) if part.meeting else None,
        source=_text(part.source) if part.source else None,
        actions=tuple(_action(action) for action in part.actions),
        brand=brand,
        services=tuple(build_service(service, _text) for service in part.services),
        keep_referrals=part.keep_referrals,
        declares=tuple(build_declaration(one) for one in part.declares),
        retention=Retention(**dict(part.retention)),
    )


def _meeting(part: MeetingPart) -> Meeting:
    return Meeting(part.day, part.time, _text(part.place))


def _action(part: ActionPart) -> Action:
    title, who = _text(part.title), _text(part.who)
    return Action(part.neighbourhood, title, who, part.by, part.indicator, part.wave, part.state)


def _text(raw: str | dict[str, str]) -> Text:
    """Make a text; of several languages the default one is the source, or else the first."""
    if isinstance(raw, str):
        return Text(raw.strip())
    source = raw.get(DEFAULT, next(iter(raw.values())))
    return Text(source.strip(), inline=tuple(raw.items()))
