"""The keys of a questionnaire file, as models that validate it and describe it to editors."""

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)

from survey.conditions.parse import OPERATORS
from survey.errors import N_
from survey.kinds.model import refuse
from survey.kinds.numbers import LARGEST
from survey.kinds.rating import Happy, Look
from survey.questionnaire.method import DomainPolarity
from survey.questionnaire.model import (
    Measure,
    Missing,
    MissingRule,
    Need,
    Order,
    Polarity,
)


class Part(BaseModel):
    """A part of the file: unknown keys and wrong types are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


LANGUAGE = re.compile("[a-z]{2,3}(_[A-Z]{2})?")


def _check_language(tag: str) -> str:
    if LANGUAGE.fullmatch(tag):
        return tag
    raise refuse(N_("“%(given)s” is no language. Write its tag, such as en, fa, ar or fa_AF."))


def _check_text(raw: Any) -> Any:
    texts = raw if isinstance(raw, dict) else {"en": raw}
    is_text = [isinstance(text, str) and text.strip() for text in texts.values()]
    if texts and all(is_text) and all(map(LANGUAGE.fullmatch, texts)):
        return raw
    raise refuse(
        N_(
            "Write a text here, in quotation marks if it looks like a number, "
            "or one text a language, such as `{en: …, fa: …}`."
        )
    )


LanguageTag = Annotated[str, AfterValidator(_check_language)]

Words = Annotated[
    str | dict[str, str],
    BeforeValidator(_check_text),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "object", "additionalProperties": {"type": "string"}},
            ]
        }
    ),
]
"""A text in the file's language, or `{en: …, fa: …}` with one text a language."""

Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.\-]*$", max_length=80)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_\-]*$", max_length=80)]
"""The id of a question: a name without points, which join it to the names of its answers."""

NEEDS = "What a project must declare before this is asked; until then it is off."

PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,79}\.(svg|png|webp)")


def _check_picture(name: str) -> str:
    if PICTURE.fullmatch(name):
        return name
    raise refuse(
        N_(
            "“%(given)s” cannot be the name of a picture. Use letters, digits, “_” and “-”, and "
            "end it with .svg, .png or .webp."
        )
    )


Picture = Annotated[str, AfterValidator(_check_picture)]
"""The name of a file in questionnaires/pictures/; never a path."""

Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Code = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]

Rule = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                **{word: {"type": "array", "items": {"type": "object"}} for word in ("all", "any")},
                "not": {"type": "object"},
                "q": {"type": "string"},
                **{word: {} for word in OPERATORS},
            },
            "additionalProperties": False,
        }
    ),
]
"""A condition as it stands in the file; survey/conditions reads it."""


class OptionPart(Part):
    """One answer of a list."""

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.\-]+$", description="What is stored.")]
    text: Words = Field(description="What people read.")
    code: Code | None = Field(None, description="What is scored.")
    show_if: Rule = Field(None, description="The condition under which it is offered.")
    picture: Picture | None = Field(
        None, description="A file of questionnaires/pictures/ that is shown beside the text."
    )


class ScalePart(Part):
    """A list of answers that several questions share."""

    kind: str = Field(description="The kind of the questions that use this scale.")
    options: Annotated[list[OptionPart], Field(min_length=2)] | None = None
    missing: list[Missing] = Field([], description="Answers offered besides the scale's own.")
    look: Look = Field("words", description="Do faces stand beside the words? Only for ratings.")
    happy: Happy | None = Field(None, description="The end of the scale with the smiling face.")


class DomainPart(Part):
    """A group of scored questions."""

    title: Words
    polarity: DomainPolarity = Field("strength", description="Is a high score good, or harm?")
    measure: Measure = Field("perceived", description="Harm as residents see it, or as reported.")
    weight: Weight = Field(1.0, description="Its weight in a composite.")
    missing_rule: MissingRule = Field("two_way", description="How gaps are filled.")
    reflective: bool = Field(False, description="Do its questions measure one hidden thing?")


class ThresholdsPart(Part):
    """Where strengths begin and weaknesses end, on 0 to 100."""

    strength: Annotated[float, Field(ge=0, le=100)] = 60.0
    weakness: Annotated[float, Field(ge=0, le=100)] = 40.0


class PassagePart(Part):
    """A titled text."""

    title: Words
    body: Words


class ConsentPart(Part):
    """What is said before the first question."""

    title: Words
    body: Words
    agree: Words
    decline: Words
    declined: Words = Field(description="What is said to a person who declines.")


class ColumnsPart(Part):
    """The column names of tables of answers that come from elsewhere."""

    id: str = "id"
    neighbourhood: str = "neighbourhood"
    household: str = "household"
    collected_at: str = ""
    language: str = ""
    weight: str = ""
    stratum: str = ""
    psu: str = ""
    words: dict[str, Missing] = Field({}, description="Words in cells that mean no answer.")


class CheckPart(Part):
    """What answers should look like together, and what is said where they do not."""

    must: Rule = Field(None, description="The condition that must hold.")
    should: Rule = Field(None, description="The condition that should hold; it may be overridden.")
    say: Words = Field(description="What is said where it does not hold.")


class QuestionPart(Part):
    """The keys that a question of any kind may have."""

    id: Id = Field(description="Its name in tables, conditions and translations; never changes.")
    text: Words = Field(description="What is asked.")
    hint: Words | None = Field(None, description="A note about the question.")
    hint_for: Literal["interviewer", "everyone"] = "interviewer"
    enabled: bool = Field(True, description="False keeps it in the file, but never asks it.")
    required: bool = Field(False, description="Must it be answered before going on?")
    show_if: Rule = Field(None, description="The condition under which it is asked.")
    missing: list[Missing] | None = Field(None, description="Overrides the scale's `missing`.")
    not_applicable: Words | None = Field(None, description="The text of “does not apply to me”.")
    level: Literal["person", "household"] = "person"
    sensitive: bool = Field(False, description="Answers that could harm somebody if known.")
    identifying: bool = Field(
        False, description="Answers that tell who a person is; they are kept apart, sealed."
    )
    needs: list[Need] = Field([], description=NEEDS)
    help_line: bool = Field(False, description="Show the `help` passage after this question.")
    domain: str | None = Field(None, description="The domain it is scored in.")
    polarity: Polarity = Field("positive", description="Is a high code good, or bad?")
    weight: Weight = Field(1.0, description="Its weight in its domain.")
    dk_as: Code | None = Field(
        None, description="The code for “don't know”, where that is the answer."
    )
    severity: Weight = Field(1.0, description="How much this harm weighs among reported harms.")
    checks: list[CheckPart] = Field([], description="What is checked when it is answered.")
    order: Order = Field("written", description="Are the options shown in a random order?")


class RowPart(QuestionPart):
    """One row of a matrix: a question that takes its answers from the matrix."""


class SectionPart(Part):
    """Questions on one page; `questions` is narrowed to the known kinds by `file_schema`."""

    id: Name
    title: Words
    intro: Words | None = None
    show_if: Rule = Field(None, description="The condition under which its questions are asked.")
    needs: list[Need] = Field([], description=NEEDS)
    order: Order = Field("written", description="Are the questions shown in a random order?")
    questions: list[Any]
