"""Text: a few words on one line."""

from pydantic import Field

from survey.kinds.model import Settings
from survey.kinds.texts import FreeText


class TextSettings(Settings):
    """What a text adds to a question."""

    max_length: int = Field(200, ge=1, le=1000, description="The most characters it may have.")


class OneLine(FreeText):
    """Free words on one line."""

    settings = TextSettings


KIND = OneLine()
