"""Long text: free words on several lines."""

from pydantic import Field

from survey.kinds.model import Settings
from survey.kinds.texts import FreeText


class LongTextSettings(Settings):
    """What a long text adds to a question."""

    max_length: int = Field(2000, ge=1, le=10_000, description="The most characters it may have.")
    quotable: bool = Field(
        False, description="Reports may print sentences of the answers, chosen by the office."
    )


class ManyLines(FreeText):
    """Free words on several lines."""

    settings = LongTextSettings
    keeps_lines = True


KIND = ManyLines()
