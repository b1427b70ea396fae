"""How a composite came about: each component, its steps and weight, and what they add up to."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from survey.arrays import FloatArray
from survey.errors import N_
from survey.indices.composite import Component, CompositeSettings, share_weights
from survey.locale import Language, Text
from survey.results.evidence import write
from survey.transforms.model import Step
from survey.transforms.steps import run_steps, write_step

TAKEN = N_("• “%(component)s” is %(value)s here.")
MISSING = N_("• “%(component)s” is withheld or missing here.")
STEP = N_("  After the step “%(step)s” it is %(value)s.")
WEIGHS = N_("  It weighs %(weight)s.")
TOGETHER = N_("Put together: %(formula)s.")
RESULT_STEP = N_("After the step “%(step)s” the result is %(value)s.")


def tell_composite(
    settings: CompositeSettings,
    values: FloatArray,
    place: int,
    titles: Mapping[str, Text],
    say: Language,
) -> list[str]:
    """Say how the index of one area is computed.

    `values` are areas × components, those of all areas of the same kind, NaN where there is none
    to show; `place` is the area's row.
    """
    stepped = []
    lines: list[str] = []
    for column, part in zip(values.T, settings.of, strict=True):
        result = run_steps(part.turned_steps, column).value
        stepped.append(result)
        lines += _tell_component(part, column, place, say.text(titles[part.take]), say)
    y = np.stack(stepped, axis=1)
    shared = share_weights(~np.isnan(y), settings)
    formula, combined = _put_together(y, shared.there, shared.divisor, settings, place, say)
    lines.append(say.gettext(TOGETHER, formula=say.ltr(formula)))
    steps = _trace(settings.steps, combined, place)
    return [*lines, *(_tell_step(RESULT_STEP, step, value, say) for step, value in steps)]


def _tell_component(
    part: Component, column: FloatArray, place: int, title: str, say: Language
) -> list[str]:
    if np.isnan(column[place]):
        return [say.gettext(MISSING, component=title)]
    weight = 1.0 if part.weight is None else part.weight
    traced = _trace(part.turned_steps, column, place)
    return [
        say.gettext(TAKEN, component=title, value=write(column[place], say)),
        *(_tell_step(STEP, step, value, say) for step, value in traced),
        say.gettext(WEIGHS, weight=write(weight, say)),
    ]


def _trace(steps: Sequence[Step], values: FloatArray, place: int) -> Iterator[tuple[Step, float]]:
    """Yield each step with what it makes of the value in its place."""
    for number, step in enumerate(steps, start=1):
        yield step, float(run_steps(steps[:number], values).value[place])


def _tell_step(message: str, step: Step, value: float, say: Language) -> str:
    return say.gettext(message, step=say.ltr(write_step(step)), value=write(value, say))


def _put_together(
    y: FloatArray,
    there: FloatArray,
    divisor: FloatArray,
    settings: CompositeSettings,
    place: int,
    say: Language,
) -> tuple[str, FloatArray]:
    """Write the sum or product of one area, and give the result of all areas."""
    is_product = settings.aggregate == "geometric"
    used = np.where(there > 0, y, 1.0 if is_product else 0.0)
    with np.errstate(divide="ignore"):
        inner = np.log(np.where(there > 0, np.maximum(used, settings.floor), 1.0))
    total = (there * (inner if is_product else used)).sum(axis=1) / divisor
    combined = np.exp(total) if is_product else total
    terms = [
        f"{write(weight, say)} × {_write_term(value, settings, say)}"
        for weight, value in zip(there[place], y[place], strict=True)
        if weight > 0
    ]
    whole = " + ".join(terms)
    if divisor[place] != 1:
        whole = f"({whole}) / {write(divisor[place], say)}"
    if is_product:
        whole = f"exp({whole})"
    return f"{whole} = {write(combined[place], say)}", combined


def _write_term(value: float, settings: CompositeSettings, say: Language) -> str:
    if settings.aggregate == "geometric":
        return f"ln {write(max(value, settings.floor), say)}"
    return write(value, say)
