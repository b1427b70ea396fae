"""Files that come with a page or ahead of it: taken by their kind, kept with the draft."""

import re
from collections.abc import Iterable

from flask import request
from werkzeug.datastructures import MultiDict

from survey.errors import AnswerError
from survey.forms.opened import Filling
from survey.kinds.files import REFUSED, File, RefusedFileError
from survey.kinds.find import kind_of, kinds
from survey.kinds.reading import MARK, PREFIX
from survey.questionnaire.model import Question, Section
from survey.responses.attachments import (
    NAME,
    drop_attachment,
    find_names,
    keep_attachment,
    list_attachments,
)
from survey.site import current_site
from survey.storage.database import Database

FILE = "file-"
"""Stands before the name of a question's inputs in that of the input for its file."""

MOST_BYTES = 48_000_000
"""The most that the files of one page may weigh together."""


def find_asked(section: Section, name: str) -> Question | None:
    """Find the question whose inputs have this name, also one asked of each member of a repeat."""
    for question in section.questions:
        if name == f"{PREFIX}-{question.id}":
            return question
        for inner in question.questions:
            pattern = rf"{PREFIX}-{re.escape(question.id)}\.\d+\.{re.escape(inner.id)}"
            if re.fullmatch(pattern, name):
                return inner
    return None


def list_file_kinds(questions: Iterable[Question]) -> list[File]:
    """List the kinds that take files among these questions, those of members included."""
    asked = [one for question in questions for one in (question, *question.questions)]
    return [kind for one in asked if isinstance(kind := kind_of(one), File)]


def takes_files(section: Section) -> bool:
    """Tell whether anything in a section is answered with a file."""
    return any(isinstance(kinds()[name], File) for name in section.kinds)


def count_bytes(questions: Iterable[Question]) -> int:
    """Count how many bytes of files a page with these questions may send."""
    return min(MOST_BYTES, sum(kind.most_bytes for kind in list_file_kinds(questions)))


def take_file(filling: Filling, question: Question, content: bytes) -> str:
    """Keep what is left of a file after its kind looked at it; return its name.

    Raises RefusedFileError with the reason why it is not kept.
    """
    site, kind = current_site(), kind_of(question)
    assert isinstance(kind, File)
    taken, draft, now = kind.take(content, question), filling.draft.id, site.clock()
    try:
        return site.writer.write(
            lambda tx: keep_attachment(tx, draft, taken.content, taken.extension, now)
        )
    except AnswerError as error:
        raise kind.refuse("full") from error


def take_files(filling: Filling, section: Section, typed: MultiDict[str, str]) -> None:
    """Put the names of the files that came with the page in the place of the files.

    A name that was not given to this draft counts for nothing.
    """
    if not takes_files(section):
        return
    own = list_attachments(current_site().database, filling.draft.id)
    for name in {*typed, *(sent.removeprefix(FILE) for sent in request.files)}:
        question = find_asked(section, name)
        if question is None or not isinstance(kind_of(question), File):
            continue
        texts = typed.getlist(name)
        before = [text for text in texts if text in own]
        now = _find_sent(filling, question, name) or before
        typed.setlist(name, [*now, *(text for text in texts if text.startswith(MARK))])
        drop_unnamed(filling, set(before) - set(now))


def drop_unnamed(filling: Filling, names: Iterable[str]) -> None:
    """Drop files of the draft, unless another answer names them too."""
    draft, named = filling.draft, list(find_names(filling.draft.answers))
    dropped = [name for name in names if NAME.fullmatch(name) and named.count(name) < 2]

    def drop(database: Database) -> None:
        for name in dropped:
            drop_attachment(database, draft.id, name)

    if dropped:
        current_site().writer.write(drop)


def _find_sent(filling: Filling, question: Question, name: str) -> list[str]:
    """Take the file that was sent for a question: its name, or why it was refused."""
    sent = request.files.get(FILE + name)
    content = sent.read() if sent and sent.filename else b""
    if not content:
        return []
    try:
        return [take_file(filling, question, content)]
    except RefusedFileError as error:
        return [REFUSED + error.reason]
