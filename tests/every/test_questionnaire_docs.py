"""docs/questionnaire.md says of every key what it means, and every example in it works."""

import json
import re
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from pydantic_core import PydanticUndefined

from survey.authoring.cases import Case, describe_cases, parse_cases
from survey.authoring.trial import try_case
from survey.conditions.parse import OPERATORS
from survey.indices.composite import Component
from survey.indices.find import index_kinds
from survey.kinds.find import kinds
from survey.questionnaire import file_schema, method_schema, schema
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import MissingRule
from survey.questionnaire.yaml_file import parse_yaml

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "questionnaire.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
CASES = [block for block in EXAMPLES if block.startswith("- case:")]
BLOCKS = [block for block in EXAMPLES if block not in CASES]

HEADINGS = {
    file_schema.FilePart: "### The head",
    schema.ConsentPart: "### `consent`",
    schema.PassagePart: "### `introduction`, `help` and `thanks`",
    schema.ScalePart: "### `scales`",
    schema.OptionPart: "### An answer to choose",
    schema.SectionPart: "### `sections`",
    schema.QuestionPart: "## Questions",
    schema.RowPart: "## Questions",
    schema.CheckPart: "### `checks`",
    schema.DomainPart: "## Domains and scores",
    schema.ThresholdsPart: "### `thresholds`",
    schema.ColumnsPart: "## Tables from elsewhere",
    method_schema.VariablePart: "### `variables`",
    method_schema.DesignPart: "## The sample",
    method_schema.IndexPart: "## Indices",
    Component: "### A component",
    method_schema.RanksPart: "### `ranks`",
    method_schema.SensitivityPart: "### `sensitivity`",
    method_schema.ComparePart: "### `compare`",
    method_schema.RollUpPart: "### `roll_up`",
}
AROUND = """\
id: street
title: Our street
unit: person
words: {office: us}
help: {title: T, body: B}
scales:
  agree5: {kind: rating, options: [{name: no, code: 1, text: N}, {name: yes, code: 2, text: Y}]}
domains: {street: {title: S}}
sections:
  - id: before
    title: Before
    questions:
      - {id: safe0, scale: agree5, text: Safe?, domain: street}
      - {id: age, kind: integer, text: Age?}
      - id: home
        kind: choice
        text: Home?
        options: [{name: own, text: O}, {name: rent, text: R}, {name: other, text: E}]
        missing: [refused]
      - id: near
        kind: many_choices
        text: Near?
        options: [{name: shop, text: A}, {name: school, text: B}, {name: clinic, text: C}]
      - {id: hours, kind: integer, text: Hours?}
      - {id: moved, kind: date, text: Moved?}
      - id: roof
        kind: stoplight
        text: Roof?
        options: [{name: red, text: R}, {name: yellow, text: Y}, {name: green, text: G}]
"""
"""What the examples of the documentation stand in."""


@cache
def find_rows(heading: str) -> dict[str, str]:
    """Read the table under a heading: key → what happens if it is left out."""
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^##|\Z)", DOCS, re.DOTALL | re.MULTILINE)
    assert found, f"docs/questionnaire.md has no heading “{heading}”"
    return dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]*) \|$", found[1], re.MULTILINE))


def say_default(field) -> str:
    """Write what the documentation must give as the default of a field."""
    default = field.default
    if default is PydanticUndefined:
        return "needed"
    if default in (None, "", [], {}, ()):
        return "–"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, float):
        is_short = float(f"{default:g}") == default
        return f"`{default:g}`" if is_short else f"`{Fraction(default).limit_denominator(9)}`"
    return f"`{default}`"


@pytest.mark.parametrize("part", HEADINGS, ids=lambda part: part.__name__)
def test_every_key_is_explained_with_its_default(part):
    """The table under a part's heading has each of its keys, and the default that is in force."""
    rows = find_rows(HEADINGS[part])

    for key, field in part.model_fields.items():
        special = {"see there", "the scale's", "needed"}
        assert key in rows
        assert rows[key] == say_default(field) or rows[key] in special, key


def test_every_part_of_the_file_is_explained():
    """No model of the schema is without a heading; the head has the keys of the method."""
    files = (schema, method_schema, file_schema)
    parts = {part for file in files for part in vars(file).values() if isinstance(part, type)}
    keyed = {part for part in parts if issubclass(part, schema.Part)}

    assert keyed - {schema.Part, method_schema.MethodPart} == set(HEADINGS) - {Component}


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_is_explained_with_its_keys(kind):
    """Each kind has a heading, an example of its own, and a row for each of its keys."""
    rows = find_rows(f"### `{kind}`") if kinds()[kind].settings.model_fields else {}

    assert f"### `{kind}`" in DOCS
    assert any(f"kind: {kind}\n" in block or f"kind: {kind}," in block for block in BLOCKS)
    for key, field in kinds()[kind].settings.model_fields.items():
        assert rows[key] == say_default(field)
    has_options = kinds()[kind].takes_options or kinds()[kind].holds == "rows"
    assert ("options" in find_rows(f"### `{kind}`")) is has_options


@pytest.mark.parametrize("kind", sorted(index_kinds()))
def test_every_kind_of_index_is_explained_with_its_keys(kind):
    """Each has a heading, a row for each of its keys with its default, and a working example."""
    rows = find_rows(f"### `{kind}`")
    examples = [complete(parse_yaml(block, "")[0]) for block in BLOCKS if "indices:" in block]
    shown = {
        index.kind
        for plain in examples
        for index in parse_questionnaire(json.dumps(plain), "").method.indices
    }

    fields = index_kinds()[kind].settings.model_fields
    assert rows == {key: say_default(field) for key, field in fields.items()}
    assert f"[`{kind}`](#{kind})" in DOCS
    assert kind in shown


def test_every_operator_and_missing_rule_is_explained():
    """The tables of conditions and of missing rules are complete."""
    named = set(re.findall(r"^\| `(\w+)` \|", DOCS, re.MULTILINE))

    assert {*OPERATORS, *get_args(MissingRule)} <= named


def complete(plain):
    """Put an example into a file: a whole file, some of its keys, or a list of questions."""
    around = parse_yaml(AROUND, "around.yaml")[0]
    if isinstance(plain, dict) and "id" in plain:
        return plain
    if isinstance(plain, list):
        plain = {"sections": [{"id": "example", "title": "Example", "questions": plain}]}
    sections = plain.get("sections", [])
    own = {question["id"] for section in sections for question in section["questions"]}
    before = around["sections"][0]
    before["questions"] = [asked for asked in before["questions"] if asked["id"] not in own]
    return {**around, **plain, "sections": [before, *sections]}


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_works(block):
    """Each YAML example is in order, alone or among the keys that the text speaks of."""
    plain, _ = parse_yaml(block, "docs/questionnaire.md")

    parse_questionnaire(json.dumps(complete(plain), ensure_ascii=False), "docs/questionnaire.md")


def test_the_first_questionnaire_is_whole():
    """The first two examples can be copied as they are."""
    first, second = (parse_questionnaire(block, "street.yaml") for block in BLOCKS[:2])

    assert (list(first.questions), list(second.items)) == (["lamps"], ["safe", "holes"])


def test_the_worked_examples_come_true():
    """The examples in the documentation are of its second questionnaire."""
    street = parse_questionnaire(BLOCKS[1], "street.yaml")
    cases = [case for block in CASES for case in parse_cases(block, "street.cases.yaml")[0]]

    assert len(cases) == 2
    assert [try_case(street, case, date(2026, 11, 22)) for case in cases] == [[], []]


def test_every_key_of_a_worked_example_is_explained():
    """The table under its heading has each key, and what happens without it."""
    rows = find_rows("## Worked examples")

    assert rows.keys() == Case.model_fields.keys()
    assert [rows[key] for key in rows] == [say_default(Case.model_fields[key]) for key in rows]


CONDITIONS = re.findall(r"^\| `\w+` \|.*\| `(\{q: .*\})` \|$", DOCS, re.MULTILINE)


@pytest.mark.parametrize("rule", CONDITIONS)
def test_every_example_of_a_condition_works(rule):
    """Each comparison in the table fits questions like those of the examples."""
    question = f"{{id: why, kind: text, text: Why?, show_if: {rule}}}"

    parse_questionnaire(f"{AROUND}      - {question}\n", "docs/questionnaire.md")


def test_typical_mistakes_are_told_as_it_says_here():
    """Every message in the last table is one that a broken questionnaire really gives."""
    broken = ROOT / "tests" / "questionnaire" / "broken"
    lines = [path.read_bytes().splitlines()[0].decode() for path in sorted(broken.glob("*.yaml"))]
    given = {line.removeprefix("# expect: ").split(": ", 1)[1] for line in lines}
    told = re.findall(r"^\| .* \| (.*) \|$", DOCS.split("## Typical mistakes")[1], re.MULTILINE)

    assert len(told) > 10
    assert set(told) - {"you are told"} <= given


def test_editors_know_worked_examples():
    """docs/cases.schema.json is what `mahalla schema --cases` writes now."""
    written = (ROOT / "docs" / "cases.schema.json").read_text(encoding="utf-8")

    assert written == describe_cases()
