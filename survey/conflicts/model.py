"""A conflict: what stands and what came beside it, and what somebody chose of the two."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from survey.responses.model import Submission

Side = Literal[1, 2]
"""What stands, or what came beside it."""

LEAST_NOTE, MOST_NOTE = 10, 300


@dataclass(frozen=True)
class Conflict:
    """A response as it stands, and another content that came under its id as revision `number`.

    `base` is the hash of what stands. `is_partial` says that what is not private was settled
    already, by somebody who may not read the rest.
    """

    stands: Submission
    came: Submission
    number: int
    base: str
    is_partial: bool = False

    @property
    def id(self) -> UUID:
        """The id that both have."""
        return self.stands.id

    @property
    def is_about_consent(self) -> bool:
        """Whether one says that the household refused and the other has its answers."""
        return (self.stands.consent == "refused") != (self.came.consent == "refused")


@dataclass(frozen=True)
class Names:
    """The names and the like of both sides, opened or still sealed (then there are none)."""

    stands: Mapping[str, object] = field(default_factory=dict)
    came: Mapping[str, object] = field(default_factory=dict)
