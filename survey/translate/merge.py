"""Old translations kept while the sentences they belong to change."""

from collections.abc import Iterable
from difflib import get_close_matches

from babel.messages import Catalog, Message

from survey.catalogues import list_forms
from survey.translate.files import add_message
from survey.translate.model import Sentence, Template

LIKENESS = 0.75
"""How alike two interface sentences must be for one to be a new wording of the other."""


def merge_catalogue(template: Template, catalogue: Catalog) -> Catalog:
    """Bring a catalogue up to its template, in the template's order.

    A sentence that is still there keeps its translation. One that has changed takes the old
    translation as fuzzy: it is known by its context, or in the interface by its likeness.
    Translations that are no longer needed stay in the file as obsolete ones.
    """
    old = {_key(message): message for message in (*catalogue.obsolete.values(), *_used(catalogue))}
    kept = {sentence.key for sentence in template.sentences}
    merged = _copy_header(catalogue)
    for sentence in template.sentences:
        same = old.get(sentence.key)
        changed = None if same else _find_changed(sentence, old, kept)
        add_message(merged, sentence, same or changed, is_changed=changed is not None)
    for key, message in old.items():
        if key not in kept and any(list_forms(message.string)):
            merged.obsolete[key] = message
    return merged


def _find_changed(
    sentence: Sentence, old: dict[tuple[str, str], Message], kept: set[tuple[str, str]]
) -> Message | None:
    free = [key for key in old if key not in kept and key[0] == sentence.context]
    if sentence.context:
        return old[free[-1]] if free else None
    close = get_close_matches(sentence.source, [key[1] for key in free], n=1, cutoff=LIKENESS)
    return old["", close[0]] if close else None


def _copy_header(catalogue: Catalog) -> Catalog:
    header = Catalog(header_comment=catalogue.header_comment, fuzzy=False)
    header.mime_headers = catalogue.mime_headers
    return header


def _used(catalogue: Catalog) -> Iterable[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> tuple[str, str]:
    return message.context or "", list_forms(message.id)[0]
