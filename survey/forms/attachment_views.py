"""Files of the draft that is open: sent ahead of their page, shown again, taken back. Private."""

from io import BytesIO

from flask import Blueprint, abort, request, send_file, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import open_to_all
from survey.forms.model import find_section
from survey.forms.opened import Filling, find_filling
from survey.forms.pages import keep_private
from survey.forms.uploads import count_bytes, drop_unnamed, find_asked, list_file_kinds, take_file
from survey.kinds.files import File, RefusedFileError
from survey.kinds.find import kind_of, kinds
from survey.questionnaire.model import Question
from survey.responses.attachments import NAME, find_attachment
from survey.site import current_site
from survey.web.headers import FILE_POLICY, POLICY

GONE = 410
UNREADABLE = 422
ROOM = 100_000
"""Bytes that the texts of a page may take beside its files."""

TAKING = ("forms.draft.turn_page", "forms.draft.save_section", "forms.attachment.send_file_ahead")
"""The addresses that files may be sent to, where the section asks for some."""

pages = Blueprint("attachment", __name__)
pages.after_request(keep_private)


@pages.app_url_value_preprocessor
def _let_files_in(endpoint: str | None, values: dict[str, str] | None) -> None:
    """Let large requests in only where a file is asked for, before anything of them is read."""
    limit, length = request.max_content_length, request.content_length
    if endpoint not in TAKING or not values or not limit or not length or length <= limit:
        return
    filling = find_filling()
    section = filling and find_section(filling.questionnaire, values["section"])
    if section and list_file_kinds(section.questions):
        request.max_content_length = count_bytes(section.questions) + ROOM


@pages.post("/d/<section>/file/<name>")
@open_to_all
def send_file_ahead(section: str, name: str) -> tuple[dict[str, str], int]:
    """Keep a file that the browser sends as soon as it is there; 410 where the draft is gone."""
    filling = find_filling()
    if filling is None:
        return {}, GONE
    question = _find_question(filling, section, name)
    try:
        taken = take_file(filling, question, request.get_data())
    except RefusedFileError as error:
        return {"refused": error.problems[0].say(filling.language)}, UNREADABLE
    return {"name": taken, "address": attachment_address(taken)}, 200


@pages.get("/attachments/<name>")
@open_to_all
def show_attachment(name: str) -> Answer:
    """Send a file of the draft that is open in this browser, and nobody else's."""
    filling = find_filling()
    content = _find_content(filling, name) if filling else None
    if content is None:
        abort(404)
    response = send_file(BytesIO(content), mimetype=_find_type(name), conditional=True)
    response.headers[POLICY] = FILE_POLICY
    return response


@pages.delete("/attachments/<name>")
@open_to_all
def remove_attachment(name: str) -> tuple[str, int]:
    """Take a file back."""
    filling = find_filling()
    if filling:
        drop_unnamed(filling, [name])
    return "", 204


@pages.app_template_global()
def attachment_address(name: str) -> str:
    """Return the address of a file of the draft that is open."""
    return url_for("forms.attachment.show_attachment", name=name)


@pages.app_template_global()
def takes_files(questions: list[Question]) -> bool:
    """Tell whether a page with these questions sends files."""
    return bool(list_file_kinds(questions))


def _find_question(filling: Filling, section: str, name: str) -> Question:
    part = find_section(filling.questionnaire, section)
    question = find_asked(part, name) if part else None
    if question is None or not isinstance(kind_of(question), File):
        abort(404)
    return question


def _find_content(filling: Filling, name: str) -> bytes | None:
    return find_attachment(current_site().database, filling.draft.id, name)


def _find_type(name: str) -> str:
    """Return the media type that a kind gives to files of this name."""
    found = NAME.fullmatch(name)
    types = [kind.types for kind in kinds().values() if isinstance(kind, File)]
    extension = name.rpartition(".")[2] if found else ""
    return next((each[extension] for each in types if extension in each), "text/plain")
