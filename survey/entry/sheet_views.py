"""The long page of a sheet over HTTP: typed, kept while typing, checked and closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import allow, require
from survey.accounts.permissions import ENTER
from survey.entry.check import explain, find_faults, find_oddities
from survey.entry.compare import compare
from survey.entry.handing import hand_in
from survey.entry.model import Entry, list_cells
from survey.entry.page import FIELD, Composer, describe_sheet
from survey.entry.sheets import finish_entry, keep_entry
from survey.entry.start_views import find_form, lead_to_receipt
from survey.entry.store import entries_of, find_entry
from survey.entry.typed import echo_typed, keep_typed
from survey.forms.filling import find_edition
from survey.forms.pages import describe_form
from survey.locale import Language
from survey.office.pages import show_office_page
from survey.places.store import find_project
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.words import Words
from survey.site import current_site, reader_language

ADDRESS = "/office/enter/<form>/<uuid:sheet>/<int:turn>"

pages = Blueprint("sheet", __name__)


@dataclass(frozen=True)
class Typing:
    """An entry that is being typed, with the version of its questionnaire that was printed."""

    entry: Entry
    questionnaire: Questionnaire
    language: Language

    def read(self, sent: Mapping[str, str]) -> dict[str, object]:
        """Read what was typed, by the name of the field; first how many members there are."""
        given: dict[str, object] = {}
        for _ in ("the questions and how many members there are", "the members"):
            for cell in list_cells(self.questionnaire, {**self.entry.typed, **given}):
                if cell.name in sent and cell.is_typed:
                    today = self.entry.head.interviewed_on
                    given[cell.name] = keep_typed(cell, sent[cell.name], self.language, today)
        return given


@pages.get(ADDRESS)
@allow(ENTER)
def sheet_page(form: str, sheet: UUID, turn: int) -> Answer:
    """Show all questions of a sheet with what was typed so far."""
    typing = _open(form, sheet, turn)
    questionnaire, language, entry = typing.questionnaire, typing.language, typing.entry
    is_checked = "check" in request.args
    composer = Composer(questionnaire, entry, language)
    parts, words = composer.compose(), composer.words
    today = entry.head.interviewed_on
    faults = find_faults(questionnaire, entry.typed, language, today) if is_checked else []
    oddities = find_oddities(questionnaire, entry.typed, language, words.text)
    return show_office_page(
        "entry/sheet.html",
        **describe_form(questionnaire, language),
        entry=entry,
        parts=parts,
        description=describe_sheet(composer),
        is_checked=is_checked,
        faults=faults,
        oddities=oddities if is_checked else [],
        code=words.digits,
        place=name_place(entry, language),
    )


@pages.post(ADDRESS)
@allow(ENTER)
def close_sheet(form: str, sheet: UUID, turn: int) -> Answer:
    """Keep what was typed; then stop for now, or close the entry where nothing is wrong."""
    typing = _open(form, sheet, turn)
    entry = _keep(typing)
    if entry is None:
        return _lead_on(form, sheet)
    match request.form.get("go"):
        case "later":
            return redirect(url_for("entry.start.start_page", form=form), 303)
        case "done" if not _must_look(typing, entry):
            return _close(typing, entry)
    address = url_for(".sheet_page", form=form, sheet=sheet, turn=turn, check=1, _anchor="remarks")
    return redirect(address, 303)


@pages.post(f"{ADDRESS}/save")
@allow(ENTER)
def save_sheet(form: str, sheet: UUID, turn: int) -> Answer | tuple[str, int]:
    """Keep the fields that were sent, and say of each how it was read."""
    typing = _find(form, sheet, turn)
    entry = _keep(typing) if typing else None
    if typing is None or entry is None:
        return "", 410
    return jsonify(_describe_fields(typing, entry))


def name_place(entry: Entry, language: Language) -> str:
    """Name the neighbourhood of a sheet; nothing where its project has none."""
    project = find_project(current_site().database, entry.sheet.project)
    found = project and project.neighbourhood(entry.head.neighbourhood)
    return language.text(found.name) if found else ""


def _find(form: str, sheet: UUID, turn: int) -> Typing | None:
    """Return the entry where it is still open."""
    database = current_site().database
    entry = find_entry(database, sheet, turn)
    if entry is None or entry.sheet.questionnaire != form or entry.finished_at:
        return None
    require(ENTER, entry.sheet.project, entry.head.neighbourhood)
    edition = find_edition(database, find_form(form), entry.sheet.version)
    return Typing(entry, edition, reader_language())


def _open(form: str, sheet: UUID, turn: int) -> Typing:
    return _find(form, sheet, turn) or abort(_lead_on(form, sheet))


def _lead_on(form: str, sheet: UUID) -> Answer:
    """Lead away from an entry that is closed: to the first page, with a receipt if there is one."""
    find_form(form)
    return lead_to_receipt(form, sheet)


def _keep(typing: Typing) -> Entry | None:
    site, entry = current_site(), typing.entry
    start = f"{FIELD}-"
    sent = {
        key.removeprefix(start): text for key, text in request.form.items() if key.startswith(start)
    }
    given, now = typing.read(sent), site.clock()
    return site.writer.write(lambda tx: keep_entry(tx, entry.sheet.id, entry.turn, given, now))


def _must_look(typing: Typing, entry: Entry) -> bool:
    """Tell whether something must be mended, or looked at before it may stand."""
    form, language = typing.questionnaire, typing.language
    if find_faults(form, entry.typed, language, entry.head.interviewed_on):
        return True
    say = Words(form, language).text
    return "seen" not in request.form and bool(find_oddities(form, entry.typed, language, say))


def _close(typing: Typing, entry: Entry) -> Answer:
    """Close an entry: submit what is typed once, compare what is typed twice."""
    site, now, form = current_site(), current_site().clock(), typing.questionnaire
    sheet = entry.sheet
    if sheet.turns == 1:
        return hand_in(form, entry)
    site.writer.write(lambda tx: finish_entry(tx, entry, now))
    if entry.turn == 1:
        return redirect(url_for("entry.start.start_page", form=form.id, first=sheet.number), 303)
    first, second = entries_of(site.database, sheet.id)
    found = compare(form, first, second)
    if found.differences:
        return redirect(url_for("entry.compare.compare_page", form=form.id, sheet=sheet.id), 303)
    return hand_in(form, second, found.agreement)


def _describe_fields(typing: Typing, entry: Entry) -> dict[str, dict[str, str]]:
    """Say how the fields that were sent were read: in words, or what is wrong with them."""
    language, today = typing.language, entry.head.interviewed_on
    say = Words(typing.questionnaire, language).text
    described = {}
    for cell in list_cells(typing.questionnaire, entry.typed):
        field = f"{FIELD}-{cell.name}"
        if field in request.form:
            fault = explain(cell, request.form[field], language, today)
            said = echo_typed(cell, entry.typed.get(cell.name), language, say)
            described[field] = {"said": said, "fault": fault}
    return described
