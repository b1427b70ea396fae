"""The columns of an export: what is known of a response, then a column for each question."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from survey.kinds.find import kind_of
from survey.questionnaire.model import Columns, Question, Questionnaire
from survey.questionnaire.private import find_private
from survey.responses.design_columns import find_design_columns

FACTS = (
    ("id", "id"),
    ("", "wave"),
    ("neighbourhood", "neighbourhood"),
    ("household", "household"),
    ("", "channel"),
    ("language", "language"),
    ("", "started_at"),
    ("collected_at", "finished_at"),
    ("", "state"),
    ("", "version"),
    ("weight", "weight"),
    ("stratum", "stratum"),
    ("psu", "psu"),
)
"""What is known of a response, and the key under `columns` that says where an import reads it."""

NEEDED = ("id", "neighbourhood")
"""What an import reads of every row, even where a question is called the same."""

OF_SAMPLE = ("weight", "stratum", "psu")
"""What has no column unless `columns` names one."""

OWN = "response."
"""Goes before the name of a column where a question is called the same."""


@dataclass(frozen=True)
class Layout:
    """The columns: `facts` are what is known of a response, by the name of the column.

    Then come the columns of `design`, and the ids of `questions`; `left_out` are questions that
    have no column because of what they could tell.
    """

    facts: dict[str, str]
    design: tuple[str, ...]
    questions: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def header(self) -> list[str]:
        """The names of all columns, in order."""
        return [*self.facts, *self.design, *self.questions]


def lay_out(
    answered: Sequence[Questionnaire], kept: Sequence[Questionnaire], is_whole: bool
) -> Layout:
    """Lay out the columns for the versions that were `answered`, the newest first.

    Questions stand in the order of the newest version, followed by those of older ones. What any
    version that is `kept` marks as sensitive is left out unless the export `is_whole`; what any of
    them marks as identifying always is.
    """
    hidden = find_hidden(kept, is_whole)
    names = dict.fromkeys(q.id for one in answered for q in one.questions.values() if has_column(q))
    facts = name_facts(answered, names)
    design = dict.fromkeys(name for one in answered for name in find_design_columns(one))
    return Layout(
        facts=facts,
        design=tuple(name for name in design if name not in facts and name not in names),
        questions=tuple(name for name in names if name not in hidden and name not in facts),
        left_out=tuple(name for name in names if name in hidden),
    )


def name_facts(answered: Sequence[Questionnaire], questions: Collection[str]) -> dict[str, str]:
    """Name the columns of what is known of a response as an import reads them, by column.

    Where a question is called like one, its answers are the column. Where one column serves for
    two, it holds the first, and the second has a column of its own.
    """
    named = {fact: _find_named(answered, key) for key, fact in FACTS if key}
    facts: dict[str, str] = {}
    for _, fact in FACTS:
        column = named.get(fact, "")
        is_answer = column in questions and fact not in NEEDED
        if is_answer or (not column and fact in OF_SAMPLE):
            continue
        if not column or column in facts:
            is_taken = fact in questions or fact in named.values()
            column = OWN + fact if is_taken else fact
        facts[column] = fact
    return facts


def find_hidden(kept: Sequence[Questionnaire], is_whole: bool) -> frozenset[str]:
    """Name the questions without a column, by the marks of every version."""
    if is_whole:
        return frozenset(name for one in kept for name in one.identifying)
    pairs = product(kept, kept)
    return frozenset(name for one, other in pairs for name in find_private(one, other))


def has_column(question: Question) -> bool:
    """Tell whether there can be an answer: asked today, where promises are kept, or worked out."""
    return kind_of(question).is_stored and (question.enabled or bool(question.needs))


def _find_named(answered: Iterable[Questionnaire], key: str) -> str:
    """Return how the newest version that says it calls a column."""
    named: list[str] = [
        getattr(one, key) for one in (*(one.columns for one in answered), Columns())
    ]
    return next(filter(None, named), "")
