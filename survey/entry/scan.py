"""The code in the footer of a printed sheet: which questionnaire, version and language it is."""

import re
from dataclasses import dataclass

from survey.digits import tidy_digits
from survey.errors import N_, MahallaError, Problem

MARK = "mahalla"
SHORT = 12
"""How many signs of a version are printed."""

_VERSION = re.compile(r"[0-9a-f]{6,64}")
UNREADABLE = N_(
    "“%(typed)s” is not the code of a sheet. Scan the square in the footer, type the version that "
    "stands beside it, or leave this blank for the questionnaire as it is now."
)


@dataclass(frozen=True)
class SheetCode:
    """What was scanned or typed; `questionnaire` and `language` are empty where only typed."""

    version: str
    questionnaire: str = ""
    language: str = ""


def parse_code(typed: str) -> SheetCode | None:
    """Read `mahalla:form:version:language:page`, or a version alone; None for a blank.

    Raises MahallaError where it is neither.
    """
    tidy = tidy_digits(typed)
    if not tidy:
        return None
    parts = tidy.split(":")
    if len(parts) >= 4 and parts[0].lower() == MARK and _VERSION.fullmatch(parts[2].lower()):
        return SheetCode(parts[2].lower(), parts[1], parts[3])
    if _VERSION.fullmatch(tidy.lower()):
        return SheetCode(tidy.lower())
    raise MahallaError(Problem(UNREADABLE, {"typed": typed}))
