"""Outlines: what a map program exports, and what it may get wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from survey.errors import MahallaError
from survey.places.outlines import read_outlines

SQUARE = [[48.0, 35.0], [48.1, 35.0], [48.1, 35.1], [48.0, 35.0]]


def feature(name: object, kind: str = "Polygon", rings: object = (SQUARE,)) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": rings}
    return {"type": "Feature", "properties": {"id": name}, "geometry": geometry}


def write(path: Path, *features: object) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "east.geojson"


def test_an_outline_is_read(file: Path) -> None:
    """A polygon becomes a ring of longitudes and latitudes."""
    write(file, feature("mill"))
    square = ((48.0, 35.0), (48.1, 35.0), (48.1, 35.1), (48.0, 35.0))
    assert read_outlines(file, ["mill", "pines"]) == {"mill": square}


def test_heights_are_left_out(file: Path) -> None:
    """A third number of a point is ignored."""
    high = [[*point, 1200.5] for point in SQUARE]
    write(file, feature("mill", rings=[high]))
    assert read_outlines(file, ["mill"])["mill"][0] == (48.0, 35.0)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"type": "Feature"}, "Outline number 1 has no property `id`."),
        ("outline", "Outline number 1 has no property `id`."),
        (feature(12), "Outline number 1 has no property `id`."),
        (feature("lake"), "There is no neighbourhood “lake” in the project file."),
        (feature("mill", "MultiPolygon"), "The outline of “mill” must be a Polygon in one piece"),
        (feature("mill", rings=[SQUARE, SQUARE]), "The outline of “mill” must be a Polygon in one"),
        (feature("mill", rings=[7]), "The outline of “mill” must be a Polygon in one piece"),
        (feature("mill", rings=[SQUARE[:3]]), "The outline of “mill” is not closed."),
        (feature("mill", rings=[SQUARE[1:]]), "The outline of “mill” is not closed."),
        (feature("mill", rings=[[[540000, 3880000]]]), "The outline of “mill” has a point that is"),
        (feature("mill", rings=[[["48", "35"]]]), "The outline of “mill” has a point that is not"),
        (feature("mill", rings=[[[float("nan"), 35]]]), "The outline of “mill” has a point that"),
    ],
)
def test_a_broken_outline(file: Path, wrong: object, expected: str) -> None:
    """Each mistake of an outline is one sentence that names the file and the neighbourhood."""
    write(file, wrong)
    with pytest.raises(MahallaError) as caught:
        read_outlines(file, ["mill"])
    [problem] = caught.value.problems
    assert problem.say().startswith(f"{file}: {expected}")


def test_all_broken_outlines_are_named(file: Path) -> None:
    """Two mistakes give two sentences."""
    write(file, feature("mill"), feature("mill"), feature("lake"))
    with pytest.raises(MahallaError) as caught:
        read_outlines(file, ["mill"])
    assert [problem.say().split(": ", 1)[1].split(".")[0] for problem in caught.value.problems] == [
        "There are two outlines of “mill”",
        "There is no neighbourhood “lake” in the project file",
    ]


@pytest.mark.parametrize("content", ["{}", "[]", '{"features": []}', '{"features": 3}'])
def test_a_file_without_outlines(file: Path, content: str) -> None:
    """JSON without features says what to export."""
    file.write_text(content)
    with pytest.raises(MahallaError, match=r"This file holds no outlines\. Export them as a Geo"):
        read_outlines(file, ["mill"])


def test_a_file_that_is_not_json(file: Path) -> None:
    """A file of another sort is named with the line where reading stopped."""
    file.write_text('{"type":\n <kml>}')
    with pytest.raises(MahallaError, match=r"east\.geojson:2:2: This is not GeoJSON"):
        read_outlines(file, ["mill"])
