"""Outlines of neighbourhoods, read from a GeoJSON file."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from survey.errors import N_, MahallaError, Problem, Where
from survey.places.model import Ring
from survey.questionnaire.yaml_file import read_text

NOT_JSON = N_("This is not GeoJSON (%(reason)s). Export the outlines again.")
NO_FEATURES = N_("This file holds no outlines. Export them as a GeoJSON FeatureCollection.")
NO_ID = N_(
    "Outline number %(number)s has no property `id`. Give it the id of its neighbourhood, as text."
)
UNKNOWN = N_(
    "There is no neighbourhood “%(id)s” in the project file. Correct the property `id` of this "
    "outline, or add the neighbourhood."
)
TWICE = N_("There are two outlines of “%(id)s”. Keep one.")
NOT_ONE_RING = N_(
    "The outline of “%(id)s” must be a Polygon in one piece and without holes. Draw it so."
)
NOT_CLOSED = N_(
    "The outline of “%(id)s” is not closed. It needs at least four points, the last equal to the "
    "first."
)
NOT_DEGREES = N_(
    "The outline of “%(id)s” has a point that is not longitude and latitude in degrees: "
    "%(point)s. Export it with coordinates in WGS 84."
)


def read_outlines(path: Path, neighbourhoods: Sequence[str]) -> dict[str, Ring]:
    """Read one outline for each neighbourhood that has one in the file.

    Raises MahallaError with all problems; `neighbourhoods` are the ids there are.
    """
    outlines: dict[str, Ring] = {}
    problems: list[Problem] = []
    for number, feature in enumerate(_read_features(path), start=1):
        try:
            name = _read_id(feature, number, neighbourhoods, outlines)
            outlines[name] = _read_ring(feature, name)
        except MahallaError as error:
            problems += [
                Problem(found.message, found.values, Where(str(path))) for found in error.problems
            ]
    if problems:
        raise MahallaError(*problems)
    return outlines


def _read_features(path: Path) -> list[Any]:
    try:
        collection = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        where = Where(str(path), error.lineno, error.colno)
        raise MahallaError(Problem(NOT_JSON, {"reason": error.msg}, where)) from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features:
        raise MahallaError(Problem(NO_FEATURES, where=Where(str(path))))
    return features


def _read_id(
    feature: Any, number: int, neighbourhoods: Sequence[str], taken: Mapping[str, Ring]
) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = properties.get("id") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not name:
        raise MahallaError(Problem(NO_ID, {"number": number}))
    if name not in neighbourhoods:
        raise MahallaError(Problem(UNKNOWN, {"id": name}))
    if name in taken:
        raise MahallaError(Problem(TWICE, {"id": name}))
    return name


def _read_ring(feature: Mapping[str, Any], name: str) -> Ring:
    geometry = feature.get("geometry")
    rings = geometry.get("coordinates") if isinstance(geometry, dict) else None
    is_polygon = isinstance(geometry, dict) and geometry.get("type") == "Polygon"
    if not is_polygon or not isinstance(rings, list) or len(rings) != 1:
        raise MahallaError(Problem(NOT_ONE_RING, {"id": name}))
    if not isinstance(rings[0], list):
        raise MahallaError(Problem(NOT_ONE_RING, {"id": name}))
    ring = tuple(_read_point(point, name) for point in rings[0])
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise MahallaError(Problem(NOT_CLOSED, {"id": name}))
    return ring


def _read_point(point: Any, name: str) -> tuple[float, float]:
    """Read longitude and latitude; a height behind them is left out."""
    match point:
        case [int() | float() as longitude, int() | float() as latitude, *_]:
            if abs(longitude) <= 180 and abs(latitude) <= 90:
                return float(longitude), float(latitude)
    raise MahallaError(Problem(NOT_DEGREES, {"id": name, "point": json.dumps(point)}))
