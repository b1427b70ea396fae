"""The whole questionnaire file as one model, made of the kinds of question and index there are."""

import json
import operator
from functools import cache, reduce
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, create_model
from pydantic.json_schema import GenerateJsonSchema

from survey.indices.find import index_kinds
from survey.indices.model import RecordIndex
from survey.kinds.find import kinds
from survey.questionnaire.method_schema import IndexPart, MethodPart
from survey.questionnaire.model import Paging, Unit
from survey.questionnaire.schema import (
    ColumnsPart,
    ConsentPart,
    DomainPart,
    Id,
    LanguageTag,
    Name,
    OptionPart,
    PassagePart,
    QuestionPart,
    RowPart,
    ScalePart,
    SectionPart,
    ThresholdsPart,
    Words,
)

JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"

SCALED = "scale"
"""The tag of questions that take their kind from a scale."""

USUAL_INDEX = "composite"
"""The kind of an index that does not say its kind."""


class FilePart(MethodPart):
    """A whole file; `sections` and `indices` are narrowed by `file_model`."""

    id: Name
    edition: str = "1"
    language: LanguageTag = "en"
    title: Words
    unit: Unit
    pages: Paging = Field("section", description="What stands on one page of the form.")
    words: dict[str, Words] = Field({})
    consent: ConsentPart | None = None
    introduction: PassagePart | None = None
    help: PassagePart | None = None
    thanks: PassagePart | None = None
    scales: dict[Name, ScalePart] = Field({})
    domains: dict[Name, DomainPart] = Field({})
    thresholds: ThresholdsPart = Field(ThresholdsPart())
    columns: ColumnsPart = Field(ColumnsPart())
    indices: dict[Id, Any] = Field({})
    sections: list[Any] = Field([])


@cache
def file_model() -> type[FilePart]:
    """Build the model of a whole file from the kinds that are there."""
    section = create_model(
        "Section", __base__=SectionPart, questions=(_list_of(list(kinds())), ...)
    )
    index: Any = _index_type()
    return create_model(
        "Questionnaire",
        __base__=FilePart,
        sections=(list[section], []),
        indices=(dict[Id, index], {}),
    )


def describe_file() -> str:
    """Write the JSON Schema of a questionnaire file, for editors; always the same text."""
    model = file_model().model_json_schema(schema_generator=_WithoutTitles)
    described = {"$schema": JSON_SCHEMA, **model}
    return json.dumps(described, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


class _WithoutTitles(GenerateJsonSchema):
    """Leaves out titles that only repeat the keys."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _tag_of(raw: Any) -> str | None:
    if not isinstance(raw, dict):
        return None
    kind = kinds().get(str(raw.get("kind")))
    return SCALED if "scale" in raw and not (kind and kind.holds) else raw.get("kind")


def _list_of(names: list[str]) -> Any:
    """Make the type of a list of questions of these kinds, and of those that have a scale."""
    types = [_scaled_type(), *(_question_type(name) for name in names)]
    one: Any = Annotated[reduce(operator.or_, types), Discriminator(_tag_of)]
    return Annotated[list[one], Field(min_length=1)]


@cache
def _scaled_type() -> Any:
    scaled = create_model("ScaledQuestion", __base__=QuestionPart, scale=(str, ...))
    return Annotated[scaled, Tag(SCALED)]


@cache
def _question_type(name: str) -> Any:
    kind = kinds()[name]
    own: dict[str, Any] = {"kind": (Literal[name], ...)}
    options = Annotated[list[OptionPart], Field(min_length=2)]
    if kind.takes_options:
        own["options"] = (options, ...)
    if kind.holds == "rows":
        own["scale"] = (str | None, Field(None, description="The scale its rows are answered on."))
        own["options"] = (options | None, Field(None, description="Or the answers to every row."))
        own["rows"] = (Annotated[list[RowPart], Field(min_length=1)], ...)
    if kind.holds == "members":
        plain = [other for other in kinds() if not kinds()[other].holds]
        own["each"] = (
            Words,
            Field(description="What a member is called, such as Person {number}."),
        )
        own["questions"] = (_list_of(plain), ...)
    title = name.title().replace("_", "") + "Question"
    return Annotated[create_model(title, __base__=(QuestionPart, kind.settings), **own), Tag(name)]


@cache
def _index_type() -> Any:
    types = [_one_index_type(name) for name in index_kinds()]
    return Annotated[reduce(operator.or_, types), Discriminator(_kind_of_index)]


def _kind_of_index(raw: Any) -> str | None:
    return raw.get("kind", USUAL_INDEX) if isinstance(raw, dict) else None


def _one_index_type(name: str) -> Any:
    """Make the type of one kind of index; where every one is good, or harm, it need not be said."""
    found = index_kinds()[name]
    own: dict[str, Any] = {"kind": (Literal[name], USUAL_INDEX if name == USUAL_INDEX else ...)}
    if isinstance(found, RecordIndex):
        own["polarity"] = (Literal[found.polarity], found.polarity)
    title = name.title().replace("_", "") + "Index"
    return Annotated[create_model(title, __base__=(IndexPart, found.settings), **own), Tag(name)]
