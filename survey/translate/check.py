"""What keeps a translation from being finished, said with file and line."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message

from survey.catalogues import DRAFTED, find_placeholders, is_fit, list_forms
from survey.errors import N_, Problem, Where
from survey.locale import Language
from survey.translate.model import Progress, Template

COUNT = "%(count)s"

_COMPLAINT = re.compile(r"^(?P<file>.+?):(?P<line>\d+): (?P<reason>.+)$", re.MULTILINE)


def check_catalogue(
    template: Template, catalogue: Catalog, language: Language, file: Path
) -> Iterator[Problem]:
    """Find what is missing, unfinished, stale or misleading in a catalogue."""
    needed = {sentence.key for sentence in template.sentences}
    said = {one.key for one in template.sentences if language.tag in one.inline}
    present = {_key(message): message for message in catalogue if message.id}
    for _, source in sorted(needed - present.keys() - said):
        yield Problem(
            N_("“%(source)s” is not in this file. Run `mahalla translate update`."),
            {"source": shorten(source)},
            Where(str(file)),
        )
    for key, message in present.items():
        where = Where(str(file), message.lineno or 0)
        values = {"source": shorten(key[1])}
        yield from (
            Problem(complaint, values, where)
            for complaint in _complain(message, key in needed, catalogue.num_plurals)
            if any(list_forms(message.string)) or key not in said
        )
    if catalogue.plural_forms.replace(" ", "") != language.plural.replace(" ", ""):
        yield Problem(
            N_("The header must say `Plural-Forms: %(plural)s`, as language.yaml does."),
            {"plural": language.plural},
            Where(str(file), 1),
        )


def find_drafts(catalogue: Catalog, file: Path) -> Iterator[Problem]:
    """Find the texts that a machine drafted and nobody who speaks the language has read."""
    for message in catalogue:
        if message.id and DRAFTED in message.user_comments:
            yield Problem(
                N_(
                    "“%(source)s” was translated by a machine. Read the translation, correct it, "
                    "and delete the line `# %(mark)s` above it."
                ),
                {"source": shorten(list_forms(message.id)[0]), "mark": DRAFTED},
                Where(str(file), message.lineno or 0),
            )


def run_msgfmt(file: Path) -> list[Problem]:
    """Ask GNU msgfmt, where it is installed, whether the file is well formed."""
    program = shutil.which("msgfmt")
    if not program:
        return []
    done = subprocess.run(
        [program, "--check", "--output-file=/dev/null", str(file)],
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C.UTF-8"},
    )
    if not done.returncode:
        return []
    return [
        Problem(
            N_("msgfmt says: %(reason)s."),
            {"reason": found["reason"].rstrip(".")},
            Where(str(file), int(found["line"])),
        )
        for found in _COMPLAINT.finditer(done.stderr)
    ]


def measure_catalogue(template: Template, catalogue: Catalog, tag: str) -> Progress:
    """Count how far the translation of a template into the language `tag` is.

    A text that the questionnaire's own file gives in that language needs no catalogue.
    """
    present = {_key(message): message for message in catalogue if message.id}
    states = Counter(
        "reviewed" if tag in sentence.inline and not state else state
        for sentence in template.sentences
        for state in [_find_state(present.get(sentence.key))]
    )
    return Progress(len(template.sentences), states["reviewed"], states["drafted"], states["fuzzy"])


def shorten(text: str, length: int = 60) -> str:
    """Shorten a sentence to what is needed to know it again."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _find_state(message: Message | None) -> str:
    """Name the state of a message: reviewed, drafted, fuzzy, or nothing where it is missing."""
    forms = list_forms(message.string) if message else ("",)
    if message is None or not all(forms):
        return ""
    if message.fuzzy:
        return "fuzzy"
    if not all(is_fit("".join(list_forms(message.id)), form) for form in forms):
        return ""
    return "drafted" if DRAFTED in message.user_comments else "reviewed"


def _key(message: Message) -> tuple[str, str]:
    return message.context or "", list_forms(message.id)[0]


def _complain(message: Message, is_needed: bool, plurals: int) -> Iterator[str]:
    forms = list_forms(message.string)
    if not is_needed:
        yield N_("“%(source)s” is no longer used. Run `mahalla translate update`.")
    elif not all(forms) or (message.pluralizable and len(forms) != plurals):
        yield N_("“%(source)s” is not translated. Write its translation below it.")
    elif message.fuzzy:
        yield N_(
            "“%(source)s” has changed since it was translated. Correct the translation and "
            "remove the mark `fuzzy`."
        )
    elif not all(_keeps_placeholders(message, form) for form in forms):
        yield N_(
            "“%(source)s” and its translation do not have the same placeholders. Write each one "
            "exactly as in the source."
        )


def _keeps_placeholders(message: Message, form: str) -> bool:
    source = "".join(list_forms(message.id))
    optional = {COUNT} if message.pluralizable else set()
    missing = find_placeholders(source) - find_placeholders(form)
    return is_fit(source, form) and missing <= optional
