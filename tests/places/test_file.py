"""Project files: read whole, and every mistake named with its line."""

from datetime import date
from pathlib import Path

import pytest

from survey.errors import MahallaError
from survey.locale import Text
from survey.places.file import load_project_file
from survey.places.model import Action, District, Meeting, Neighbourhood, Project, Wave

WHOLE = """\
id: east
title: {en: The east, fa: شرق}
organisation: The neighbourhood office
questionnaire: neighbourhood-diagnosis
synthetic: true
source: Made up
meeting: {day: 2026-12-04, time: "17:30", place: School hall}
waves:
  - {id: spring, title: Spring, starts: 2026-03-01, ends: 2026-05-31}
  - {id: autumn, title: Autumn, starts: 2026-09-01, ends: 2026-11-30}
districts:
  - {id: north, name: North}
neighbourhoods:
  - {id: pines, name: {en: The Pines, fa: کاج‌ها}, district: north, households: 420}
  - {id: mill, name: Mill Lane}
outlines: east.geojson
actions:
  - neighbourhood: pines
    title: {en: Lamps on the path, fa: چراغ برای راه}
    who: The parents
    by: 2026-08-31
    indicator: safety
    wave: spring
    state: under_way
  - {neighbourhood: pines, title: A market, who: The shops, wave: spring}
"""
OUTLINES = """\
{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "pines"},
"geometry": {"type": "Polygon", "coordinates": [[[48, 35], [48.1, 35], [48.1, 35.1], [48, 35]]]}}]}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "east.geojson").write_text(OUTLINES)
    return tmp_path / "east.yaml"


def test_a_whole_file(file: Path) -> None:
    """Every key of the file is found in the project."""
    file.write_text(WHOLE)
    assert load_project_file(file) == Project(
        id="east",
        title=Text("The east", inline=(("en", "The east"), ("fa", "شرق"))),
        organisation=Text("The neighbourhood office"),
        questionnaire="neighbourhood-diagnosis",
        waves=(
            Wave("spring", Text("Spring"), date(2026, 3, 1), date(2026, 5, 31)),
            Wave("autumn", Text("Autumn"), date(2026, 9, 1), date(2026, 11, 30)),
        ),
        neighbourhoods=(
            Neighbourhood(
                "pines",
                Text("The Pines", inline=(("en", "The Pines"), ("fa", "کاج‌ها"))),
                "north",
                420,
                ((48.0, 35.0), (48.1, 35.0), (48.1, 35.1), (48.0, 35.0)),
            ),
            Neighbourhood("mill", Text("Mill Lane")),
        ),
        districts=(District("north", Text("North")),),
        synthetic=True,
        meeting=Meeting(date(2026, 12, 4), "17:30", Text("School hall")),
        source=Text("Made up"),
        actions=(
            Action(
                "pines",
                Text(
                    "Lamps on the path",
                    inline=(("en", "Lamps on the path"), ("fa", "چراغ برای راه")),
                ),
                Text("The parents"),
                date(2026, 8, 31),
                "safety",
                "spring",
                "under_way",
            ),
            Action("pines", Text("A market"), Text("The shops"), None, "", "spring", "planned"),
        ),
    )


def test_the_least_file(file: Path) -> None:
    """A file without districts, outlines, meeting and source is enough."""
    lines = WHOLE.splitlines(keepends=True)
    file.write_text("".join(lines[:4] + lines[7:9] + [lines[12]] + [lines[14]]))
    assert load_project_file(file).neighbourhoods == (Neighbourhood("mill", Text("Mill Lane")),)


def test_a_text_without_english_begins_with_the_first_language(file: Path) -> None:
    """Of several languages without English, the first is the source."""
    file.write_text(WHOLE.replace("{en: The east, fa: شرق}", "{fa: شرق, ar: الشرق}"))
    assert load_project_file(file).title.source == "شرق"


def test_the_example_of_the_documentation(file: Path) -> None:
    """The project file that docs/projects.md shows is one."""
    page = (Path(__file__).parents[2] / "docs" / "projects.md").read_text(encoding="utf-8")
    file.write_text(page.split("```yaml\n")[1].split("```")[0])
    assert [place.id for place in load_project_file(file).neighbourhoods] == ["pines", "mill"]


BROKEN = [
    ("id: east\n", "", "1:1: The key `id` is missing here. Add it."),
    ("source:", "sauce:", "6:1: There is no key `sauce` here. Remove it, or look it up in docs/"),
    ("households: 420", "households: many", "14:69: Write a whole number here, without quotation"),
    ("households: 420", "households: 0", "14:69: The number must be at least 1."),
    ("id: mill", "id: 12", "15:6: Write a text here, in quotation marks if it looks like a number"),
    ("id: mill", "id: mill/lane", "15:6: “mill/lane” cannot be the id of a place. Use letters"),
    ("id: mill", "id: all", "15:6: “all” cannot be the id of a place. Use letters, digits"),
    ("id: mill", "id: pines", "15:6: The id “pines” is given twice. Give each its own."),
    ("id: autumn", "id: spring", "10:6: The id “spring” is given twice. Give each its own."),
    ("district: north", "district: nord", "14:52: There is no district “nord”. Add it under"),
    ("starts: 2026-03-01", "starts: 1405/1/12", "9:33: “1405/1/12” is not a day. Write year-"),
    ("day: 2026-12-04", "day: soon", "7:11: “soon” is not a day. Write year-month-day, such as"),
    ("ends: 2026-05-31", "ends: 2026-02-28", "9:53: The wave ends before it starts. Exchange"),
    ("starts: 2026-09-01", "starts: 2026-05-31", "10:33: This wave starts before “spring” has"),
    (
        "neighbourhood: pines",
        "neighbourhood: hill",
        "18:5: There is no neighbourhood “hill”. Add it",
    ),
    ("wave: spring", "wave: summer", "23:5: There is no wave “summer”. Add it under `waves:`, or"),
    ("by: 2026-08-31", "by: soon", "21:5: “soon” is not a day. Write year-month-day, such as"),
    ("under_way", "begun", "24:5: “begun” is not possible here. Use one of: planned, und"),
    ("who: The shops, ", "", "25:5: The key `who` is missing here. Add it."),
    ("title: {en: The east, fa: شرق}", "title: ' '", "2:1: Write a text here, in quotation marks"),
]


@pytest.mark.parametrize(("right", "wrong", "expected"), BROKEN)
def test_a_mistake_is_named_with_its_place(
    file: Path, right: str, wrong: str, expected: str
) -> None:
    """Each mistake is one sentence with file, line and column."""
    assert right in WHOLE
    file.write_text(WHOLE.replace(right, wrong, 1))
    with pytest.raises(MahallaError) as caught:
        load_project_file(file)
    [problem] = caught.value.problems
    assert problem.say().startswith(f"{file}:{expected}")


def test_all_mistakes_are_named_at_once(file: Path) -> None:
    """Two mistakes give two sentences, in the order of the file."""
    file.write_text(WHOLE.replace("id: mill", "id: pines").replace("2026-12-04", "soon"))
    with pytest.raises(MahallaError) as caught:
        load_project_file(file)
    lines = [problem.where.line for problem in caught.value.problems]
    file.write_text(WHOLE.replace("id: mill", "id: pines").replace("id: autumn", "id: spring"))
    with pytest.raises(MahallaError) as again:
        load_project_file(file)
    assert (lines, [p.where.line for p in again.value.problems]) == ([7], [10, 15])


TREES = """\
id: trees
title: Trees
unit: person
scales:
  yes2: {kind: yes_no}
domains: {safety: {title: Safety}}
sections:
  - id: all
    title: All
    questions: [{id: lamps, scale: yes2, domain: safety, text: Are there lamps?}]
"""


@pytest.mark.parametrize("indicator", ["safety", "lamps"])
def test_an_indicator_that_is_asked(file: Path, indicator: str) -> None:
    """An indicator is a domain or a question of the questionnaire."""
    (file.parent / "neighbourhood-diagnosis.yaml").write_text(TREES)
    file.write_text(WHOLE.replace("indicator: safety", f"indicator: {indicator}"))
    assert load_project_file(file, file.parent).actions[0].indicator == indicator


def test_an_unknown_indicator(file: Path) -> None:
    """An indicator that the questionnaire does not have is named with its place."""
    (file.parent / "neighbourhood-diagnosis.yaml").write_text(TREES)
    file.write_text(WHOLE.replace("indicator: safety", "indicator: noise"))
    with pytest.raises(MahallaError, match=r":22:5: “noise” is no domain, index or question of"):
        load_project_file(file, file.parent)


@pytest.mark.parametrize("content", ["", "- a list\n", "just a sentence\n"])
def test_a_file_without_a_project(file: Path, content: str) -> None:
    """A file that is no mapping of keys says how a project file begins."""
    file.write_text(content)
    with pytest.raises(MahallaError, match=r":1:1: This file holds no project\. Begin it with"):
        load_project_file(file)


def test_missing_outlines(file: Path) -> None:
    """An outlines file that is not there is named."""
    file.write_text(WHOLE.replace("east.geojson", "west.geojson"))
    with pytest.raises(MahallaError, match=r"west\.geojson: The file cannot be read: No such"):
        load_project_file(file)
