"""What fits beside what on a printed form: answers in columns, questions in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from survey.reports.drawing import Measure
from survey.reports.paper.model import Choice, Rows

MM = 72 / 25.4
PAGE = 178.0
"""How wide the text of a page is, in millimetres: A4 without its margins."""

NUMBER, MISSING, CODE = 10.0, 34.0, 14.0
"""The columns of a question's number, of the answers that are none, and of the code box."""

MARK = 11.0
"""A circle and the space after it."""

MANY = 5
"""From so many answers on, words of two lines are better than one long column."""

LEAST_TEXT = 52.0
"""A table leaves at least this much for its questions."""


@dataclass(frozen=True)
class Fitting:
    """Knows how long words are in print; `scale` is 1.5 in large print."""

    measure: Measure
    scale: float = 1.0

    def arrange(self, choices: Sequence[Choice], has_missing: bool) -> Rows:
        """Put answers into as many columns as their words allow."""
        if not choices:
            return ()
        body = PAGE - NUMBER * self.scale - CODE - (MISSING * self.scale if has_missing else 0)
        widest = max(self.length(choice.text, 10.6, 400) for choice in choices)
        wanted = possible_columns(len(choices))
        columns = next((c for c in wanted if widest <= self.room(body, c)), 1)
        if (
            columns == 1
            and len(choices) >= MANY
            and widest <= 1.7 * self.room(body, 2)
            and self.scale == 1
        ):
            columns = 2
        return fill_columns(choices, columns)

    def room(self, body: float, columns: int) -> float:
        """Say how wide the words of an answer may be in each of so many columns."""
        return body / columns - MARK * self.scale - 3

    def option_width(self, choices: Sequence[Choice]) -> float:
        """Say how wide a table's columns of answers must be.

        All are alike; one long word may reach a little into the column beside it.
        """
        longest = self.longest_word(choices)
        return max(11.0 if len(choices) > 5 else 12.5, min(longest + 1, 14.0), longest - 1.2)

    def missing_width(self, missing: Sequence[Choice]) -> float:
        """Say how wide a table's columns of answers that are none must be."""
        return max(11.0, self.longest_word(missing) + 2.2) if missing else 0.0

    def is_table(self, choices: Sequence[Choice], missing: Sequence[Choice]) -> bool:
        """Tell whether questions with these answers fit into a table."""
        answers = len(choices) * self.option_width(choices)
        none = len(missing) * self.missing_width(missing)
        return self.scale == 1 and PAGE - NUMBER - CODE - answers - none >= LEAST_TEXT

    def longest_word(self, choices: Sequence[Choice]) -> float:
        """Measure the longest word of a table's head, in millimetres."""
        words = [word for choice in choices for word in choice.text.split()]
        return max(self.length(word, 8.2, 500) for word in words) if words else 0.0

    def length(self, words: str, size: float, weight: int) -> float:
        """Measure words in millimetres."""
        return self.measure(words, size * self.scale, weight) / MM


def possible_columns(count: int) -> list[int]:
    """List the numbers of columns that look well for so many answers, the most first."""
    tried = [count] if count <= 5 else []
    return [*tried, *(c for c in (4, 3, 2) if c < count and (count % c == 0 or count > 2 * c)), 2]


def fill_columns(choices: Sequence[Choice], columns: int) -> Rows:
    """Fill columns one after the other and give the rows across them."""
    height = ceil(len(choices) / columns)
    padded = [*choices, *[None] * (height * columns - len(choices))]
    return tuple(tuple(padded[row::height]) for row in range(height))
