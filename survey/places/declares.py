"""The key `declares` of the project file: what dangerous questions need, and who says so."""

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from survey.errors import N_, Mistake
from survey.kinds.model import refuse
from survey.places.days import Day
from survey.places.model import Declaration, Service
from survey.questionnaire.model import Need
from survey.questionnaire.schema import Part

REFERRAL_PATH: Need = "referral_path"
NOBODY = N_("Write who declares this: a name and what they are in the project.")
NO_SERVICE = N_(
    "A referral path is declared, but no service is there for: %(names)s. Name one under "
    "`services:`, or do not declare it."
)


def _read_name(raw: Any) -> Any:
    if isinstance(raw, str) and not raw.strip():
        raise refuse(NOBODY)
    return raw.strip() if isinstance(raw, str) else raw


class DeclarationPart(Part):
    """What somebody declares of the project."""

    what: Annotated[list[Need], Field(min_length=1)]
    on: Day
    by: Annotated[str, BeforeValidator(_read_name), Field(max_length=120)]


def build_declaration(part: DeclarationPart) -> Declaration:
    """Make a declaration of its part."""
    return Declaration(tuple(dict.fromkeys(part.what)), part.on, part.by)


def find_empty_promises(
    parts: Sequence[DeclarationPart], services: Sequence[Service], neighbourhoods: Collection[str]
) -> Iterator[Mistake]:
    """Find a declared referral path that leads nowhere for the people of some neighbourhood."""
    lost = [name for name in neighbourhoods if not any(one.serves(name) for one in services)]
    for place, part in enumerate(parts):
        if lost and REFERRAL_PATH in part.what:
            yield Mistake(("declares", place, "what"), NO_SERVICE, {"names": ", ".join(lost)})
