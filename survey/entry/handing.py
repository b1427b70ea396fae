"""A sheet handed in over HTTP: it becomes a response, and its receipt is shown once."""

from secrets import token_bytes
from uuid import UUID

from flask import redirect, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor
from survey.entry.model import Entry
from survey.entry.sheets import submit_sheet
from survey.locale import pick_language
from survey.questionnaire.model import Questionnaire
from survey.responses.consents import ConsentText, write_consent
from survey.responses.receipts import CODE_BYTES, write_code
from survey.site import current_site, reader_language

HANDED = "handed_sheet"
"""The name, in the signed cookie, of the receipt of the last submitted sheet, by its id."""


def hand_in(form: Questionnaire, entry: Entry, agreement: float | None = None) -> Answer:
    """Submit a sheet and lead to the next one, with the receipt of this one above."""
    site, now, random = current_site(), current_site().clock(), token_bytes(CODE_BYTES)
    said = find_printed(form, entry.sheet.language)
    who = actor()
    code = site.writer.write(
        lambda tx: submit_sheet(tx, form, entry, now, said, random, who, agreement)
    )
    if code:
        session[HANDED] = {str(entry.sheet.id): code}
    share = None if agreement is None else round(agreement, 1)
    page = url_for("entry.start.start_page", form=form.id, done=entry.sheet.id, agreement=share)
    return redirect(page, 303)


def find_handed(sheet: UUID) -> str:
    """Return the receipt of the sheet that was submitted last here; empty for any other."""
    code = session.get(HANDED, {}).get(str(sheet), "")
    return write_code(code, reader_language().digits) if code else ""


def find_printed(form: Questionnaire, language: str) -> ConsentText | None:
    """Return the text of consent as the paper has it, by the translation that is in force now."""
    return write_consent(form, pick_language(language, current_site().languages))
