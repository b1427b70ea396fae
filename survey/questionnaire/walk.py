"""Every question of a file in the order of asking, those inside others included."""

from collections.abc import Iterator
from typing import Any

from survey.questionnaire.file_schema import FilePart

Trail = tuple[str | int, ...]
"""Where a value stands in the file: keys, and numbers in lists."""

INSIDE = ("rows", "questions")
"""The keys of a question that hold further questions."""


def walk(file: FilePart) -> Iterator[tuple[Trail, Any]]:
    """Yield every question part with its path, in the order of asking, those inside others too."""
    for section, part in enumerate(file.sections):
        for number, question in enumerate(part.questions):
            path: Trail = ("sections", section, "questions", number)
            yield path, question
            yield from ((path + place, inner) for place, inner in walk_inside(question))


def walk_inside(part: Any) -> Iterator[tuple[Trail, Any]]:
    """Yield the rows of a matrix, or the questions of members, each with its path from there."""
    for key in INSIDE:
        for place, inner in enumerate(getattr(part, key, ())):
            yield (key, place), inner
