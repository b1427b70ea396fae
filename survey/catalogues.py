"""Catalogues: the translations of one language, read straight from its PO files."""

import gettext
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from survey.errors import N_, MahallaError, Problem, Where

DRAFTED = "machine-drafted, needs review"
"""The translator's comment on a text that no person who speaks the language has read yet."""

Messages = Mapping[tuple[str, str], tuple[str, ...]]
"""(context, source sentence) → its translation, one form for each plural."""

_PERCENT = re.compile(r"%\((\w+)\)s")
_CURLY = re.compile(r"\{(\w+)\}")
_DRAFT = re.compile(rf"^# {DRAFTED}\s*\n(?:#(?!~).*\n)*msg", re.MULTILINE)


def find_placeholders(text: str) -> frozenset[str]:
    """Find the placeholders of `text` as written: `%(name)s` and `{name}`."""
    return frozenset(found.group() for form in (_PERCENT, _CURLY) for found in form.finditer(text))


def fill_words(text: str, words: Mapping[str, str]) -> str:
    """Replace each `{word}` that `words` has; leave other braces as they are."""
    return _CURLY.sub(lambda found: words.get(found[1], found[0]), text)


def is_fit(source: str, translation: str) -> bool:
    """Tell whether `translation` can stand for `source` without asking for a word it has not."""
    if not find_placeholders(translation) <= find_placeholders(source):
        return False
    stray_percent = "%" in _PERCENT.sub("", translation).replace("%%", "")
    return not (stray_percent and _PERCENT.search(source))


def read_catalogue(file: Path) -> Messages:
    """Read the finished translations of a PO file.

    Fuzzy, empty and unfit ones are left out, so that their source is shown instead.
    Raises MahallaError where the file cannot be read.
    """
    # Here, because printing processes are sent their catalogue: Babel is 3 MB in each.
    from babel.messages.pofile import PoFileError, read_po

    try:
        with file.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise MahallaError(
            Problem(
                N_("This translation file cannot be read: %(reason)s. Mend it in a PO editor."),
                {"reason": str(error)},
                Where(str(file)),
            )
        ) from error
    messages = {}
    for message in catalogue:
        sources, forms = list_forms(message.id), list_forms(message.string)
        fit = all(form and is_fit("".join(sources), form) for form in forms)
        if message.id and fit and not message.fuzzy:
            messages[message.context or "", sources[0]] = forms
    return messages


def has_drafts(file: Path) -> bool:
    """Tell whether a PO file that can be read has a text in use that is marked as drafted."""
    return bool(_DRAFT.search(file.read_text(encoding="utf-8")))


def list_forms(text: object) -> tuple[str, ...]:
    """Give the plural forms of one side of a PO message; a plain sentence has one, None is ""."""
    return (
        tuple(form or "" for form in text) if isinstance(text, list | tuple) else (str(text or ""),)
    )


@cache
def find_plural(rule: str) -> Callable[[int], int]:
    """Return what maps a count to its plural form, for a gettext rule `nplurals=…; plural=…;`."""
    compiled: Callable[[int], int] = gettext.c2py(rule.split("plural=")[-1].strip(" ;"))
    return compiled
