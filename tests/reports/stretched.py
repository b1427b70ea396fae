"""A language whose sentences are longer than any translation will be, to see what gives way."""

from dataclasses import fields, replace

from survey.locale import Language, Text
from survey.results.model import Release
from tests.reports.sample import text

LONG_NAME = "The neighbourhood of the old mills below the northern bridge"


class Stretched(Language):
    """A language whose sentences and texts are 40 of 100 longer."""

    def gettext(self, message: str, **values: object) -> str:
        return stretch(super().gettext(message, **values))

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        return stretch(super().ngettext(one, many, count, **values))

    def text(self, text: Text, **words: str) -> str:
        return stretch(super().text(text, **words))


def stretch(said: str) -> str:
    """Make a sentence longer by words of its own length."""
    wanted, words = len(said) * 1.4, said.split()
    while len(said) < wanted:
        said = f"{said} {words[len(said) % len(words)]}"
    return said


def stretch_language(known: Language) -> Language:
    """Return a language as it is, but longer."""
    return Stretched(**{one.name: getattr(known, one.name) for one in fields(known)})


def name_long(release: Release) -> Release:
    """Give every neighbourhood a name of sixty letters."""
    places = tuple(
        replace(place, name=text(*[f"{LONG_NAME[:57]} {n:02d}"] * 3))
        for n, place in enumerate(release.project.neighbourhoods)
    )
    return replace(release, project=replace(release.project, neighbourhoods=places))
