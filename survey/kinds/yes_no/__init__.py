"""Yes or no: a question with two built-in answers, `no` (code 0) and `yes` (code 1)."""

from typing import ClassVar

from survey.errors import N_
from survey.kinds.choices import OneOption
from survey.kinds.model import Option
from survey.locale import Text


class YesNo(OneOption):
    """Two answers whose words come from the interface, the same in every questionnaire."""

    takes_options = False
    built_in: ClassVar[tuple[Option, ...]] = (
        Option("no", Text(N_("No"), catalogue="interface"), 0.0),
        Option("yes", Text(N_("Yes"), catalogue="interface"), 1.0),
    )


KIND = YesNo()
