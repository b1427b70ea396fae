"""What is to be translated: sentences, and the templates they come in."""

from dataclasses import dataclass

from survey.locale import INTERFACE


@dataclass(frozen=True)
class Sentence:
    """A sentence to translate: `source`, `plural` where its form follows a count, its places.

    `context` is empty for the interface and the text's key for a questionnaire; `inline` names
    the languages in which the questionnaire's own file gives the text.
    """

    source: str
    plural: str = ""
    context: str = ""
    files: tuple[str, ...] = ()
    inline: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        """What identifies the sentence in a catalogue."""
        return self.context, self.source


@dataclass(frozen=True)
class Template:
    """All sentences of one catalogue in their order; `language` is the one they are written in."""

    name: str
    sentences: tuple[Sentence, ...]
    language: str = "en"

    @property
    def is_interface(self) -> bool:
        """Tell whether these are the sentences of the program itself."""
        return self.name == INTERFACE


@dataclass(frozen=True)
class Progress:
    """How far one catalogue is: of `total` sentences so many `reviewed`, `drafted` and `fuzzy`.

    `reviewed` are translated by a person or read by one; `drafted` ones are shown, but await a
    reader; `fuzzy` ones are not shown until somebody has corrected them.
    """

    total: int = 0
    reviewed: int = 0
    drafted: int = 0
    fuzzy: int = 0

    @property
    def translated(self) -> int:
        """Count the sentences that readers see in their language."""
        return self.reviewed + self.drafted

    @property
    def missing(self) -> int:
        """Count the sentences that have no translation, or one that cannot be used."""
        return self.total - self.translated - self.fuzzy
