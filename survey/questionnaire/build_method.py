"""The frozen method made from a file that its schema accepts."""

from collections.abc import Callable
from typing import Any

from survey.indices.find import index_kinds
from survey.locale import Text
from survey.questionnaire.file_schema import FilePart
from survey.questionnaire.method import (
    Index,
    Margin,
    Method,
    Ranks,
    RollUp,
    SampleDesign,
    Sensitivity,
    Variable,
)
from survey.questionnaire.method_schema import DesignPart

MakeText = Callable[[Any, str], Text]


def build_method(file: FilePart, text: MakeText) -> Method:
    """Make the method of a file; `text` makes a text out of what stands there and its key."""
    return Method(
        design=_build_design(file.design),
        indices=tuple(_build_index(name, part, text) for name, part in file.indices.items()),
        variables=tuple(
            Variable(name, text(part.title, f"variable.{name}"))
            for name, part in file.variables.items()
        ),
        roll_up=RollUp(**file.roll_up.model_dump()) if file.roll_up else None,
        ranks=Ranks(**file.ranks.model_dump()),
        sensitivity=Sensitivity(**file.sensitivity.model_dump()),
        compare=tuple(file.compare.items.items()),
        release=file.release,
    )


def _build_design(part: DesignPart) -> SampleDesign:
    return SampleDesign(
        probability=part.probability,
        eligible=part.eligible,
        interviewed=part.interviewed,
        nonresponse=part.nonresponse,
        strata=part.strata,
        population=part.population if isinstance(part.population, str) else "",
        populations=() if isinstance(part.population, str) else tuple(part.population.items()),
        second_population=part.second_population,
        margins=tuple(Margin(name, tuple(totals.items())) for name, totals in part.margins.items()),
        trim=part.trim,
    )


def _build_index(name: str, part: Any, text: MakeText) -> Index:
    model = index_kinds()[part.kind].settings
    settings = model(**{key: getattr(part, key) for key in model.model_fields})
    return Index(name, text(part.title, f"index.{name}"), part.kind, part.polarity, settings)
