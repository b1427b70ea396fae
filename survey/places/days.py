"""A day as project files write it."""

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def _read_day(raw: Any) -> date:
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise PydanticCustomError("day", "not a day") from None


Day = Annotated[date, BeforeValidator(_read_day)]
