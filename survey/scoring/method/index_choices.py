"""What an index is made of, choice by choice."""

from collections.abc import Iterator, Mapping

from survey.errors import N_
from survey.indices.composite import Component, CompositeSettings, fill_weights
from survey.locale import Text
from survey.questionnaire.method import Index
from survey.questionnaire.model import Questionnaire
from survey.scoring.method.choices import Choice, write_number
from survey.transforms.model import Step
from survey.transforms.steps import write_step

PART = "index"
PURPOSE = {
    "strength": N_("In the index “%(index)s” a high value is good."),
    "harm": N_("In the index “%(index)s” a high value means more harm."),
}
AGGREGATES = {
    "arithmetic": N_("“%(index)s” is the weighted arithmetic mean of its components."),
    "geometric": N_(
        "“%(index)s” is the weighted geometric mean of its components, each counted as "
        "%(floor)s at least."
    ),
    "sum": N_("“%(index)s” is the weighted sum of its components."),
}
NORMALISED = {
    True: N_("The weights in “%(index)s” are divided by their sum."),
    False: N_("The weights in “%(index)s” are taken as given."),
}
GAPS = {
    True: N_(
        "Where a component of “%(index)s” is missing, the others take over its weight, and the "
        "share of the weight that is there is printed."
    ),
    False: N_("Where a component of “%(index)s” is missing, there is no index."),
}
COMPONENTS = {
    "positive": N_("“%(component)s” counts in “%(index)s” with the weight %(weight)s."),
    "negative": N_(
        "“%(component)s” counts in “%(index)s” with the weight %(weight)s, turned round."
    ),
}
STEPS_BEFORE = N_(
    "What “%(index)s” takes from “%(component)s” goes through these steps: %(steps)s."
)
STEPS_AFTER = N_("The result of “%(index)s” goes through these steps: %(steps)s.")
OTHER = N_("The index “%(index)s” (%(kind)s) has the setting %(setting)s: %(value)s.")
SETTINGS: Mapping[tuple[str, ...], str] = {
    ("alkire_foster", "domain"): N_("“%(index)s” counts the harms of the domain “%(value)s”."),
    ("alkire_foster", "cutoff"): N_(
        "A household counts as harmed in “%(index)s” from a share of %(value)s of all severity."
    ),
    ("alkire_foster", "denominator", "all"): N_(
        "The share in “%(index)s” is one of the severity of all harms, whether they apply or not."
    ),
    ("alkire_foster", "denominator", "applicable"): N_(
        "The share in “%(index)s” is one of the severity of the harms that apply to the household."
    ),
    ("stoplights", "green"): N_(
        "A household is self-sufficient in “%(index)s” with at least this share of green: "
        "%(value)s."
    ),
    ("stoplights", "red"): N_(
        "A household is self-sufficient in “%(index)s” with at most this many reds: %(value)s."
    ),
    ("stoplights", "of"): N_("“%(index)s” is made from these stoplights: %(value)s."),
}
"""Whole sentences for settings, or for a value of one; what has none here is said by its name."""


def list_indices(questionnaire: Questionnaire) -> Iterator[Choice]:
    """List the choices of all indices, in the order of the file."""
    for index in questionnaire.method.indices:
        yield from list_index(index, questionnaire)


def list_index(index: Index, questionnaire: Questionnaire) -> Iterator[Choice]:
    """List the choices of one index."""
    yield _choose(index, "kind", index.kind, PURPOSE[index.polarity])
    if isinstance(index.settings, CompositeSettings):
        yield from _list_composite(index, index.settings, questionnaire)
    else:
        yield from _list_settings(index, find_titles(questionnaire))


def find_titles(questionnaire: Questionnaire) -> Mapping[str, Text]:
    """Find what domains, variables and indices are called."""
    method = questionnaire.method
    domains = {domain.id: domain.title for domain in questionnaire.domains}
    variables = {variable.id: variable.title for variable in method.variables}
    return {**domains, **variables, **{index.id: index.title for index in method.indices}}


def write_steps(steps: tuple[Step, ...]) -> str:
    """Write steps as YAML has them, in their order."""
    return "; ".join(write_step(step) for step in steps)


def _list_composite(
    index: Index, settings: CompositeSettings, questionnaire: Questionnaire
) -> Iterator[Choice]:
    settings = fill_weights(settings, {one.id: one.weight for one in questionnaire.domains})
    floor = settings.floor
    message = AGGREGATES[settings.aggregate]
    yield _choose(index, "aggregate", settings.aggregate, message, floor=floor)
    if settings.aggregate != "sum":
        is_shared = settings.normalise_weights
        yield _choose(index, "normalise_weights", _yes_no(is_shared), NORMALISED[is_shared])
    yield _choose(index, "renormalise", _yes_no(settings.renormalise), GAPS[settings.renormalise])
    titles = find_titles(questionnaire)
    for part in settings.of:
        yield from _list_component(index, part, titles[part.take])
    if settings.steps:
        steps = write_steps(settings.steps)
        yield _choose(index, "steps", steps, STEPS_AFTER, steps=steps)


def _list_component(index: Index, part: Component, title: Text) -> Iterator[Choice]:
    weight = 1.0 if part.weight is None else part.weight
    message = COMPONENTS[part.polarity]
    written = write_number(weight)
    yield _choose(index, part.take, written, message, component=title, weight=weight)
    if part.steps:
        steps = write_steps(part.turned_steps)
        key = f"{part.take}.steps"
        yield _choose(index, key, steps, STEPS_BEFORE, component=title, steps=steps)


def _list_settings(index: Index, titles: Mapping[str, Text]) -> Iterator[Choice]:
    for name, given in index.settings.model_dump().items():
        if given is None:
            continue
        listed = isinstance(given, list | tuple)
        value = ", ".join(given) if listed else given
        said = titles.get(value, value) if name == "domain" else value
        of_value = SETTINGS.get((index.kind, name, str(value)))
        message = of_value or SETTINGS.get((index.kind, name), OTHER)
        yield _choose(
            index, name, _write(value), message, kind=index.kind, setting=name, value=said
        )


def _choose(index: Index, key: str, short: str, message: str, **values: object) -> Choice:
    return Choice(PART, f"{index.id}.{key}", short, message, {"index": index.title, **values})


def _yes_no(truth: bool) -> str:
    return "yes" if truth else "no"


def _write(value: object) -> str:
    return write_number(value) if isinstance(value, float) else str(value)
