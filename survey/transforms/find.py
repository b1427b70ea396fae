"""The transforms, found by the files they live in, and the steps that a YAML file makes of them."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from survey.errors import N_
from survey.kinds.model import REFUSED, Settings
from survey.transforms.model import Step, Transform

FOLDER = Path(__file__).parent
ONE_OF = N_("The setting `%(setting)s` of the step `%(step)s` is one of: %(expected)s.")
AT_LEAST = N_("The setting `%(setting)s` of the step `%(step)s` must be at least %(ge)s.")
AT_MOST = N_("The setting `%(setting)s` of the step `%(step)s` must be at most %(le)s.")
WHOLE = N_("The setting `%(setting)s` of the step `%(step)s` must be a whole number.")
TRUTH = N_("The setting `%(setting)s` of the step `%(step)s` must be true or false.")
NUMBER = N_("The setting `%(setting)s` of the step `%(step)s` must be a number.")
NEEDED = N_("The step `%(step)s` needs the setting `%(setting)s`. Add it.")
SENTENCES: Mapping[str, str] = {
    "missing": NEEDED,
    "literal_error": ONE_OF,
    "greater_than_equal": AT_LEAST,
    "less_than_equal": AT_MOST,
    "int_type": WHOLE,
    "int_from_float": WHOLE,
    "bool_type": TRUTH,
}
"""What is said of a setting, by the type of pydantic's error; NUMBER of any other."""

FURNITURE = {"__init__", "model", "find", "ranking", "steps"}
"""The files of the room that are no transform."""


@cache
def transforms() -> Mapping[str, Transform[Any]]:
    """Return every transform by its name, which is its file's name."""
    names = sorted({path.stem for path in FOLDER.glob("*.py")} - FURNITURE)
    return MappingProxyType({name: _load_transform(name) for name in names})


def parse_step(raw: object) -> Step:
    """Read a step as YAML has it: `percentile_rank`, `cap: 18` or `min_max: {lowest: 0}`.

    Raises a PydanticCustomError of the type `refused` with a sentence of its own.
    """
    if isinstance(raw, Step):
        return raw
    name, given = _take_apart(raw)
    transform = transforms().get(name)
    if transform is None:
        raise _refuse_name(name)
    return Step(name, _read_settings(name, transform, given))


def describe_step() -> dict[str, Any]:
    """Give the JSON Schema of a step, for editors."""
    return {"anyOf": [_describe(name, transform) for name, transform in transforms().items()]}


def _load_transform(name: str) -> Transform[Any]:
    transform: Transform[Any] = import_module(f"survey.transforms.{name}").TRANSFORM
    return transform


def _take_apart(raw: object) -> tuple[str, object]:
    match raw:
        case str():
            return raw, None
        case dict() if len(raw) == 1:
            [(name, given)] = raw.items()
            return str(name), given
    raise _refuse(
        N_("Write a step as its name, or as its name with its settings, such as `cap: 18`.")
    )


def _read_settings(name: str, transform: Transform[Any], given: object) -> Settings:
    if given is None:
        given = {}
    elif not isinstance(given, dict):
        if not transform.main:
            raise _refuse(
                N_("The step `%(step)s` takes no single value. Write it without one."), step=name
            )
        given = {transform.main: given}
    try:
        return transform.settings.model_validate(given)
    except ValidationError as error:
        complaints = sorted(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        raise _refuse_settings(name, transform, dict(complaints[0])) from error


def _refuse(sentence: str, **values: object) -> PydanticCustomError:
    """Make the error by which a model refuses a YAML value with a `sentence` of its own."""
    return PydanticCustomError(REFUSED, "{sentence}", {"sentence": sentence, **values})


def _refuse_name(name: str) -> PydanticCustomError:
    guesses = get_close_matches(name, transforms(), n=1)
    if guesses:
        meant = N_("There is no step “%(step)s”. Did you mean `%(guess)s`?")
        return _refuse(meant, step=name, guess=guesses[0])
    named = N_("There is no step “%(step)s”. Use one of: %(steps)s.")
    return _refuse(named, step=name, steps=", ".join(transforms()))


def _refuse_settings(
    name: str, transform: Transform[Any], complaint: dict[str, Any]
) -> PydanticCustomError:
    """Say what the first complaint about a step's settings is."""
    ctx = complaint.get("ctx", {})
    if complaint["type"] == REFUSED:
        return _refuse(ctx["sentence"], step=name)
    values = {**ctx, "step": name, "setting": str(complaint["loc"][0])}
    if complaint["type"] != "extra_forbidden":
        values["expected"] = str(ctx.get("expected", "")).replace(" or ", ", ").replace("'", "")
        return _refuse(SENTENCES.get(complaint["type"], NUMBER), **values)
    settings = ", ".join(transform.settings.model_fields)
    if not settings:
        return _refuse(N_("The step `%(step)s` has no settings. Write only its name."), **values)
    unknown = N_("The step `%(step)s` has no setting `%(setting)s`. Use one of: %(settings)s.")
    return _refuse(unknown, **values, settings=settings)


def _describe(name: str, transform: Transform[Any]) -> dict[str, Any]:
    """Describe one transform: its bare name where nothing is required, or name and settings."""
    bare = {"const": name}
    schema = transform.settings.model_json_schema()
    fields = {key: _untitled(field) for key, field in schema["properties"].items()}
    if not fields:
        return bare
    values = [{**_untitled(schema), "properties": fields}]
    if transform.main:
        values.append(fields[transform.main])
    full = {
        "type": "object",
        "properties": {name: {"anyOf": values}},
        "required": [name],
        "additionalProperties": False,
    }
    return full if schema.get("required") else {"anyOf": [bare, full]}


def _untitled(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "title"}
