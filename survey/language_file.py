"""The file `language.yaml` of a language: its keys, and how it is read and checked."""

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from survey.calendars import CALENDARS
from survey.digits import LATIN
from survey.errors import N_, MahallaError, Problem, Where


class LanguageFile(BaseModel):
    """How a language writes numbers and dates; what is left out is as in English."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str
    direction: Literal["rtl", "ltr"]
    offered: bool = True
    reviewed: bool = False
    digits: str = Field(LATIN, min_length=10, max_length=10)
    decimal: str = Field(".", min_length=1, max_length=1)
    group: str = Field(",", min_length=1, max_length=1)
    percent: str = "{number}%"
    calendar: Literal["gregorian", "jalali", "hijri"] = "gregorian"
    months: dict[str, list[str]]
    long_date: str = "{day} {name} {year}"
    short_date: str = "{day}/{month}/{year}"
    plural: str = Field("nplurals=2; plural=(n != 1);", pattern=r"^nplurals=\d; plural=[^;]+;$")

    @field_validator("months")
    @classmethod
    def _has_twelve(cls, months: dict[str, list[str]]) -> dict[str, list[str]]:
        if any(calendar not in CALENDARS or len(names) != 12 for calendar, names in months.items()):
            raise ValueError("twelve month names are needed for each of: " + ", ".join(CALENDARS))
        return months

    @field_validator("percent", "long_date", "short_date")
    @classmethod
    def _can_be_filled(cls, pattern: str) -> str:
        try:
            pattern.format(number="", day="", month="", name="", year="")
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError(f"the pattern has an unknown part: {error}") from error
        return pattern

    @model_validator(mode="after")
    def _names_its_months(self) -> Self:
        if self.calendar not in self.months:
            raise ValueError(f"the month names of the {self.calendar} calendar are missing")
        return self


def load_language_file(file: Path) -> LanguageFile:
    """Load one `language.yaml`; raises MahallaError with every problem in it."""
    try:
        return LanguageFile.model_validate(YAML(typ="safe", pure=True).load(file))
    except YAMLError as error:
        raise MahallaError(_tell(file, "", str(error))) from error
    except ValidationError as error:
        problems = [
            _tell(file, ".".join(map(str, slip["loc"])), slip["msg"]) for slip in error.errors()
        ]
        raise MahallaError(*problems) from error


def _tell(file: Path, key: str, reason: str) -> Problem:
    return Problem(
        N_("This language file cannot be used: %(key)s %(reason)s."),
        {"key": key, "reason": reason},
        Where(str(file)),
    )
