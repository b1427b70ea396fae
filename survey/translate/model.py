"""What is to be translated: sentences, and the templates they come in."""

from dataclasses import dataclass

from survey.locale import INTERFACE


@dataclass(frozen=True)
class Sentence:
    """A sentence to translate: `source`, `plural` where its form follows a count, its places.

    `context` is empty for the interface and the text's key for a questionnaire.
    """

    source: str
    plural: str = ""
    context: str = ""
    files: tuple[str, ...] = ()

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
