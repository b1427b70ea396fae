"""A questionnaire as it is served, answered and scored: frozen, whole and already checked."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from survey.conditions.model import Condition, Expression
from survey.kinds.model import Option, Settings
from survey.locale import Text
from survey.questionnaire.method import DomainPolarity, Method

Unit = Literal["person", "household", "association", "participant", "area"]
Missing = Literal["dont_know", "refused", "not_applicable"]
"""The non-substantive answers; stored as `{"missing": "refused"}`, never as an option."""

Need = Literal["private_interviews", "trained_interviewers", "referral_path"]
"""What a project must declare before a question may be asked that could put somebody in danger."""

Polarity = Literal["positive", "negative"]
Measure = Literal["perceived", "reported"]
MissingRule = Literal["two_way", "prorate", "item_first", "complete"]


@dataclass(frozen=True)
class Item:
    """How a question is scored (SCORING §0-2)."""

    domain: str
    polarity: Polarity
    weight: float = 1.0
    dk_as: float | None = None
    severity: float = 1.0


Order = Literal["written", "random"]
"""Whether things are shown as the file has them, or drawn anew for every respondent."""

Paging = Literal["section", "question"]
"""What stands on one page of the form."""


@dataclass(frozen=True)
class Check:
    """What answers should look like together: `rule` holds, or `say` is said.

    A `must` that does not hold is a mistake; a `should` is a warning that may be overridden.
    """

    strength: Literal["must", "should"]
    rule: Condition
    say: Text


@dataclass(frozen=True)
class Question:
    """One question: what is asked, of whom, how it may be answered and how it is scored.

    `checks` are tried when it is answered. `value` is worked out instead of asked. `questions` are
    asked once for every member of a repeat, and `each` is what a member is called. `matrix` is the
    id of the matrix whose row this is, empty where it stands alone. An `identifying` answer is kept
    apart, sealed. What has `needs` is not `enabled` before they are declared (see `gate`).
    """

    id: str
    kind: str
    text: Text
    options: tuple[Option, ...]
    settings: Settings
    hint: Text | None = None
    hint_for: Literal["interviewer", "everyone"] = "interviewer"
    scale: str = ""
    enabled: bool = True
    required: bool = False
    show_if: Condition | None = None
    missing: tuple[Missing, ...] = ()
    not_applicable: Text | None = None
    level: Literal["person", "household"] = "person"
    sensitive: bool = False
    identifying: bool = False
    needs: tuple[Need, ...] = ()
    help_line: bool = False
    item: Item | None = None
    checks: tuple[Check, ...] = ()
    order: Order = "written"
    value: Expression | None = None
    each: Text | None = None
    questions: tuple["Question", ...] = ()
    matrix: str = ""


@dataclass(frozen=True)
class Section:
    """Questions that belong together, in order."""

    id: str
    title: Text
    intro: Text | None
    questions: tuple[Question, ...]
    show_if: Condition | None = None
    order: Order = "written"

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its questions, of those that are asked of members too."""
        asked = [one for question in self.questions for one in (question, *question.questions)]
        return frozenset(one.kind for one in asked)


@dataclass(frozen=True)
class Domain:
    """Items that are summarised together: a strength or a social harm."""

    id: str
    title: Text
    polarity: DomainPolarity
    measure: Measure = "perceived"
    weight: float = 1.0
    rule: MissingRule = "two_way"
    reflective: bool = False


@dataclass(frozen=True)
class Thresholds:
    """Limits on 0-100 beyond which a domain is called a strength or a weakness: a convention."""

    strength: float = 60.0
    weakness: float = 40.0


@dataclass(frozen=True)
class Passage:
    """A titled text of one or more paragraphs."""

    title: Text
    body: Text


@dataclass(frozen=True)
class Consent:
    """What is said before the first question, and the two answers to it."""

    title: Text
    body: Text
    agree: Text
    decline: Text
    declined: Text


@dataclass(frozen=True)
class Columns:
    """How a table of answers from elsewhere is read: its column names and its words for missing."""

    id: str = "id"
    neighbourhood: str = "neighbourhood"
    household: str = "household"
    collected_at: str = ""
    language: str = ""
    weight: str = ""
    stratum: str = ""
    psu: str = ""
    words: tuple[tuple[str, Missing], ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire; `version` is the content hash its answers carry for ever.

    `promises` are the needs of its questions that were declared where it is asked.
    """

    id: str
    version: str
    edition: str
    language: str
    title: Text
    unit: Unit
    sections: tuple[Section, ...]
    domains: tuple[Domain, ...]
    thresholds: Thresholds
    consent: Consent | None = None
    introduction: Passage | None = None
    help: Passage | None = None
    thanks: Passage | None = None
    words: tuple[tuple[str, Text], ...] = ()
    columns: Columns = Columns()
    pages: Paging = "section"
    method: Method = field(default_factory=Method)
    promises: tuple[Need, ...] = ()

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its id, in the order of asking; inside repeats are further ones."""
        return {question.id: question for part in self.sections for question in part.questions}

    @cached_property
    def items(self) -> dict[str, Question]:
        """The questions that are asked and belong to a domain, by id, in the order of asking."""
        return {name: q for name, q in self.questions.items() if q.item and q.enabled}

    @cached_property
    def opened(self) -> "dict[frozenset[Need], Questionnaire]":
        """This questionnaire by the promises that are kept, as far as the gate made it already."""
        return {}

    @property
    def identifying(self) -> list[str]:
        """The questions whose answers are kept apart from the others, sealed."""
        return [question.id for question in self.questions.values() if question.identifying]

    @property
    def is_form(self) -> bool:
        """Tell whether people answer it; a table of areas asks nobody."""
        return self.unit != "area"

    def items_of(self, domain: str) -> list[Question]:
        """Return the questions scored in `domain`, in the order of asking."""
        return [q for q in self.items.values() if q.item and q.item.domain == domain]
