"""Conditions and calculations as data: comparisons joined by all, any, not; sums of answers."""

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

OperationWord = Literal["add", "sub", "mul", "div", "min", "max", "round", "years"]
TallyWord = Literal["count", "sum", "least", "most"]


@dataclass(frozen=True)
class Operation:
    """Arithmetic on its parts; a part that is blank makes the whole blank."""

    word: OperationWord
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Tally:
    """A count of a list's entries, or a sum over the members of a repeat.

    `question` is the list; `of` is the question of the members that is summed, empty for a count.
    Only members of whom `where` holds are taken.
    """

    word: TallyWord
    question: str
    of: str = ""
    where: Condition | None = None


@dataclass(frozen=True)
class Choice:
    """One value where `condition` holds and another, or a blank, where it does not."""

    condition: Condition
    then: "Expression"
    otherwise: "Expression | None" = None


Expression = int | float | Reference | Operation | Tally | Choice
