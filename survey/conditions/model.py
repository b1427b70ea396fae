"""Conditions as data: comparisons of answers, joined by all, any and not."""

from dataclasses import dataclass
from typing import Literal

Operator = Literal[
    "is", "is_not", "in", "has", "has_any", "answered", "count_min", "eq", "lt", "lte", "gt", "gte"
]
Scalar = str | int | float | bool


@dataclass(frozen=True)
class Reference:
    """The answer to another question, as the right side of a comparison."""

    question: str


@dataclass(frozen=True)
class Comparison:
    """One answer (`question`) set against an `operand`; blank answers behave as in ODK."""

    question: str
    operator: Operator
    operand: Scalar | tuple[Scalar, ...] | Reference


@dataclass(frozen=True)
class All:
    """True when every part is; true when there is none."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class AnyOf:
    """True when some part is; false when there is none."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    """True when its part is not."""

    part: "Condition"


Condition = Comparison | All | AnyOf | Not
