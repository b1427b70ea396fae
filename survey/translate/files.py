"""Translation files: PO catalogues read, begun and written the same way every time."""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po, write_po

from survey.catalogues import list_forms
from survey.locale import Language
from survey.translate.model import Sentence, Template

WIDTH = 100

_HEADER = """\
# {name}: {catalogue}.
msgid ""
msgstr ""
"Project-Id-Version: Mahalla {catalogue}\\n"
"POT-Creation-Date: {now:%Y-%m-%d %H:%M%z}\\n"
"PO-Revision-Date: {now:%Y-%m-%d %H:%M%z}\\n"
"Last-Translator: Mahalla\\n"
"Language: {tag}\\n"
"Language-Team: {tag}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
_NOISE = re.compile(rb'^"(Generated-By: |Report-Msgid-Bugs-To: EMAIL@ADDRESS).*\n', re.MULTILINE)


def begin_catalogue(language: Language, name: str, now: datetime) -> Catalog:
    """Make the empty catalogue `name` of a language, with that language's plural rule."""
    header = _HEADER.format(
        name=language.name, tag=language.tag, plural=language.plural, catalogue=name, now=now
    )
    return read_po(BytesIO(header.encode()))


def load_catalogue(file: Path) -> Catalog:
    """Read a PO file for translators' work: unfinished and obsolete messages included."""
    with file.open("rb") as stream:
        return read_po(stream)


def format_catalogue(catalogue: Catalog) -> bytes:
    """Write a catalogue as a PO file; the same catalogue always gives the same bytes."""
    written = BytesIO()
    write_po(written, catalogue, width=WIDTH, include_lineno=False)
    return _NOISE.sub(b"", written.getvalue()).rstrip() + b"\n"


def format_template(template: Template, language: Language, now: datetime) -> bytes:
    """Write a template as a POT file, for translators who work elsewhere."""
    catalogue = begin_catalogue(language, template.name, now)
    for sentence in template.sentences:
        add_message(catalogue, sentence)
    return format_catalogue(catalogue)


def add_message(
    catalogue: Catalog, sentence: Sentence, old: Message | None = None, is_changed: bool = False
) -> None:
    """Add a sentence with the translation of the `old` message, fuzzy where its source changed."""
    forms = list_forms(old.string) if old else ("",)
    is_fuzzy = bool(old and any(forms) and (is_changed or old.fuzzy))
    message = Message(
        id=(sentence.source, sentence.plural) if sentence.plural else sentence.source,
        string=_fit_forms(forms, catalogue.num_plurals) if sentence.plural else forms[0],
        locations=[(file, 0) for file in sentence.files],
        flags=["fuzzy"] if is_fuzzy else [],
        auto_comments=old.auto_comments if old else (),
        user_comments=_own_comments(old) if old else (),
        context=sentence.context or None,
    )
    if "%(" not in sentence.source + sentence.plural:
        message.flags.discard("python-format")
    catalogue[message.id] = message


def _fit_forms(forms: tuple[str, ...], count: int) -> tuple[str, ...]:
    return tuple((*forms, *[""] * count)[:count])


def _own_comments(message: Message) -> list[str]:
    """List a translator's comments; Babel takes Poedit's `#| msgid` lines for comments too."""
    return [comment for comment in message.user_comments if not comment.startswith("|")]
