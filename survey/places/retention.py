"""The key `retention` of the project file: how long answers, identifiers and drafts are kept."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator

from survey.digits import tidy_digits
from survey.errors import N_
from survey.kinds.model import refuse
from survey.places.model import Period, Unit
from survey.questionnaire.schema import Part

MOST_DRAFT_DAYS = 30
"""After so many days the site deletes what was begun and left, in every project."""

MOST: Mapping[Unit, int] = {"day": 18_250, "month": 600, "year": 50}
"""The longest period, in each unit; beyond, it is a slip or a way of saying for ever."""

NO_PERIOD = N_(
    "“%(given)s” is not a period. Write a number and `days`, `months` or `years`, such as "
    "24 months."
)
TOO_LONG = N_("“%(given)s” is too long. Write at most 50 years, or leave the line out.")
LONG_DRAFTS = N_(
    "Answers that were begun and never sent are deleted after 30 days everywhere. Write 30 days or "
    "less, or leave the line out."
)

_PERIOD = re.compile(rf"([1-9][0-9]{{0,4}}) ?({'|'.join(get_args(Unit))})s?")


def parse_period(text: str) -> Period | None:
    """Read what `Period` writes, in any digits; None where it is no period."""
    found = _PERIOD.fullmatch(tidy_digits(text))
    return Period(int(found[1]), found[2]) if found else None  # type: ignore[arg-type]


def _read_period(raw: Any) -> Period:
    period = parse_period(raw) if isinstance(raw, str) else None
    if period is None:
        raise refuse(NO_PERIOD)
    if period.count > MOST[period.unit]:
        raise refuse(TOO_LONG)
    return period


def _read_short(raw: Any) -> Period:
    period = _read_period(raw)
    if period.unit != "day" or period.count > MOST_DRAFT_DAYS:
        raise refuse(LONG_DRAFTS)
    return period


AnyPeriod = Annotated[Period, BeforeValidator(_read_period)]
ShortPeriod = Annotated[Period, BeforeValidator(_read_short)]


class RetentionPart(Part):
    """How long what is kept."""

    answers: AnyPeriod | None = None
    identifiers: AnyPeriod | None = None
    drafts: ShortPeriod | None = None
