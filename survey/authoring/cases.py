"""Worked examples read from `<id>.cases.yaml`: who answers what, and what should come of it."""

import json
from datetime import date
from functools import cache
from math import inf
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
)

from survey.errors import N_, MahallaError, Mistake, Problem
from survey.kinds.model import refuse
from survey.questionnaire.complaints import explain
from survey.questionnaire.file_schema import JSON_SCHEMA
from survey.questionnaire.model import Need
from survey.questionnaire.schema import Part
from survey.questionnaire.yaml_file import Positions, locate, parse_yaml, read_text

ENDING = ".cases.yaml"
NO_SCORE = "none"
"""Stands where a score or a calculated value is expected to be absent."""

SCALAR = ["number", "string"]
NOTHING = N_("This file holds no worked examples. Begin each with a dash and `case:`.")


def _check_day(written: str) -> str:
    try:
        if date.fromisoformat(written).isoformat() == written:
            return written
    except ValueError:
        pass  # said below, as for a day that is written in another form
    raise refuse(N_("“%(given)s” is no day. Write year-month-day, such as 2026-01-31."))


Day = Annotated[str, AfterValidator(_check_day)]


def _check_score(raw: Any) -> Any:
    if raw == NO_SCORE or (_is_number(raw) and 0 <= raw <= 100):
        return raw
    raise refuse(N_("“%(given)s” is no score. Write a number from 0 to 100, or none."))


def _check_value(raw: Any) -> Any:
    if isinstance(raw, str) or _is_number(raw):
        return raw
    raise refuse(N_("“%(given)s” is no result. Write a number or a text, or none."))


def _is_number(raw: Any) -> bool:
    return isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) < inf


Score = Annotated[Any, BeforeValidator(_check_score), WithJsonSchema({"type": SCALAR})]
Value = Annotated[Any, BeforeValidator(_check_value), WithJsonSchema({"type": SCALAR})]


class Case(Part):
    """One worked example; the lists that are left out are not looked at."""

    case: Annotated[str, Field(min_length=1)] = Field(description="Who answers, in a few words.")
    answers: dict[str, Any] = Field({}, description="Question id → the answer that is stored.")
    on: Day | None = Field(None, description="The day of answering; today if left out.")
    declares: list[Need] = Field([], description="What the project declares; nothing if left out.")
    asked: list[str] = Field([], description="Questions that are asked of this person.")
    not_asked: list[str] = Field([], description="Questions that are not asked of this person.")
    mistakes: list[str] | None = Field(
        None, description="All questions at which the form says that something must be mended."
    )
    warnings: list[str] | None = Field(
        None, description="All questions at which the form asks whether the answer is right."
    )
    values: dict[str, Value] = Field({}, description="Calculated value → its result.")
    scores: dict[str, Score] = Field(
        {}, description="Domain → this person's score, 0 to 100, or `none`."
    )


def load_cases(path: Path) -> tuple[list[Case], Positions]:
    """Load the worked examples of a file. Raises MahallaError with all its problems."""
    return parse_cases(read_text(path), str(path))


def parse_cases(source: str, name: str) -> tuple[list[Case], Positions]:
    """Read worked examples from YAML text; `name` is what problems call the file."""
    plain, positions = parse_yaml(source, name)
    if not isinstance(plain, list) or not plain:
        raise MahallaError(Problem(NOTHING, where=locate((), positions, name)))
    try:
        return _adapter().validate_python(plain), positions
    except ValidationError as error:
        mistakes = explain(error, Case.model_fields)
    raise MahallaError(*locate_all(mistakes, positions, name))


def locate_all(mistakes: list[Mistake], positions: Positions, name: str) -> list[Problem]:
    """Turn mistakes into problems with their lines, from the top of the file to its end."""
    problems = [
        Problem(mistake.message, mistake.values, locate(mistake.path, positions, name))
        for mistake in mistakes
    ]
    return sorted(problems, key=lambda problem: (problem.where.line, problem.where.column))


def describe_cases() -> str:
    """Write the JSON Schema of a file of worked examples, for editors."""
    described = {"$schema": JSON_SCHEMA, **_adapter().json_schema()}
    return json.dumps(described, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@cache
def _adapter() -> TypeAdapter[list[Case]]:
    return TypeAdapter(list[Case])
