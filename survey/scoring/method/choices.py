"""Choices of the method: what was decided, in a word and in a whole sentence."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.locale import Language, Text

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("part", "key", "value", "message", "values", "text")


@dataclass(frozen=True)
class Choice:
    """One choice: `value` is its short form, `message` a whole sentence with named placeholders.

    `values` fill the sentence; a `Text` among them is said in the reader's language. `key` is
    what the choice is about, within `part`.
    """

    part: str
    key: str
    value: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: Language) -> str:
        """Say the sentence in a language."""
        said = {name: _say(value, language) for name, value in self.values.items()}
        return language.gettext(self.message, **said)


def write_choices(choices: Sequence[Choice], language: Language) -> "pd.DataFrame":
    """Write the table `method`, a row a choice, all of it text.

    `message` is the English sentence and `values` (JSON) what fills it, so that it can be said in
    another language later; `text` says it in `language`.
    """
    import pandas as pd  # not above: processes that print the sentences never load it

    rows = [
        (
            choice.part,
            choice.key,
            choice.value,
            choice.message,
            _write_values(choice.values),
            choice.say(language),
        )
        for choice in choices
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def write_number(value: float) -> str:
    """Write a number as short as it can be read back."""
    return f"{value:.15g}"


def _say(value: object, language: Language) -> object:
    return language.text(value) if isinstance(value, Text) else value


def _write_values(values: Mapping[str, object]) -> str:
    plain = {name: v.source if isinstance(v, Text) else v for name, v in values.items()}
    return json.dumps(plain, ensure_ascii=False)
