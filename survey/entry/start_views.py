"""The first page of a sheet over HTTP: its head, the sheets that are open, and the last receipt."""

from secrets import token_bytes
from uuid import UUID

from flask import Blueprint, abort, make_response, redirect, request, session, url_for
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor, allow, places_of, projects_of
from survey.accounts.permissions import ENTER
from survey.digits import fold_letters
from survey.entry.handing import HANDED, find_handed, find_printed
from survey.entry.heading import REMEMBERED, Heading, read_heading
from survey.entry.model import Entry, Sheet
from survey.entry.scan import SHORT, SheetCode, parse_code
from survey.entry.sheets import (
    Beginning,
    begin_entry,
    discard_sheet,
    find_first,
    submit_refusal,
)
from survey.entry.store import find_sheet, list_versions, look_at_entries, open_sheets
from survey.errors import N_, MahallaError
from survey.forms.filling import find_edition
from survey.forms.pages import describe_form
from survey.forms.places import Place, list_places
from survey.locale import Language
from survey.office.pages import show_office_page
from survey.questionnaire.model import Questionnaire
from survey.responses.ids import RANDOM_BYTES
from survey.site import archive_edition, current_site, reader_language

REMEMBER = "entry"
"""The name, in the signed cookie, of what the next sheet has in common with the last one."""

OTHER_FORM = N_("This sheet belongs to another questionnaire, “%(title)s”. Choose it in the list.")
UNKNOWN_VERSION = N_(
    "No version %(version)s of this questionnaire is kept here. Compare the sheet's footer; where "
    "it is right, leave this blank and compare every question with the paper."
)
SAME_NAME = N_(
    "%(name)s has typed this sheet the first time. Somebody else should type it now, because "
    "nobody sees their own slips."
)

pages = Blueprint("start", __name__)


@pages.get("/office/enter/<form>")
@allow(ENTER)
def start_page(form: str) -> Answer:
    """Ask which sheet is typed, and list those that are open."""
    questionnaire = find_form(form)
    kept = session.get(REMEMBER, {})
    given = kept if kept.get("form") == form else {}
    return _show(questionnaire, Heading(given, reader_language()))


@pages.post("/office/enter/<form>")
@allow(ENTER)
def begin_sheet(form: str) -> Answer:
    """Begin to type a sheet, the first time or the second."""
    site, questionnaire, language = current_site(), find_form(form), reader_language()
    heading = Heading(request.form.to_dict(), language)
    edition = _find_edition(heading, questionnaire)
    places, now = list_places(projects_of(ENTER), form), site.clock()
    random, reach = token_bytes(RANDOM_BYTES), places_of(ENTER)
    reading = read_heading(heading, edition, places, now, random, reach)
    if reading is None:
        return _show(questionnaire, heading, 422)
    if _is_same_person(heading, reading.beginning):
        return _show(questionnaire, heading, 422)
    session.pop(HANDED, None)
    session[REMEMBER] = {"form": form, **{name: heading.text(name) for name in REMEMBERED}}
    try:
        return _begin(questionnaire, reading.beginning, reading.has_agreed)
    except MahallaError as error:
        heading.errors["number"] = " ".join(problem.say(language) for problem in error.problems)
        return _show(questionnaire, heading, 422)


@pages.post("/office/enter/<form>/<uuid:sheet>/discard")
@allow(ENTER)
def discard(form: str, sheet: UUID) -> Answer:
    """Remove a sheet that was begun by mistake."""
    site = current_site()
    found = find_sheet(site.database, sheet)
    if found and found.questionnaire == form and is_theirs(found):
        who, now = actor(), site.clock()
        site.writer.write(lambda tx: discard_sheet(tx, found, who, now))
    return redirect(url_for(".start_page", form=form), 303)


def find_form(form: str) -> Questionnaire:
    """Return the questionnaire as it is now, or answer that there is no such page."""
    return current_site().questionnaires.get(form) or abort(404)


def list_open(form: str) -> list[tuple[Sheet, list[Entry]]]:
    """List the sheets that are not submitted yet, of the neighbourhoods of who asks."""
    reach = places_of(ENTER)
    return [
        (sheet, entries)
        for sheet, entries in open_sheets(current_site().database, form)
        if reach.covers(sheet.project, entries[0].head.neighbourhood)
    ]


def is_theirs(sheet: Sheet) -> bool:
    """Tell whether a sheet is being typed for a neighbourhood of who asks; not once it is sent."""
    entries, reach = look_at_entries(current_site().database, sheet.id), places_of(ENTER)
    return bool(entries) and all(
        reach.covers(sheet.project, entry.head.neighbourhood) for entry in entries
    )


def lead_to_receipt(form: str, sheet: UUID) -> Answer:
    """Lead to the next sheet, with the receipt of the last one above."""
    return redirect(url_for("entry.start.start_page", form=form, done=sheet), 303)


def _begin(questionnaire: Questionnaire, beginning: Beginning, has_agreed: bool) -> Answer:
    site = current_site()
    archive_edition(site, questionnaire)
    if not has_agreed:
        said = find_printed(questionnaire, beginning.language)
        who = actor()
        sheet = site.writer.write(lambda tx: submit_refusal(tx, beginning, said, who))
        return lead_to_receipt(questionnaire.id, sheet.id)
    entry = site.writer.write(lambda tx: begin_entry(tx, beginning))
    address = url_for(
        "entry.sheet.sheet_page", form=questionnaire.id, sheet=entry.sheet.id, turn=entry.turn
    )
    return redirect(address, 303)


def _find_edition(heading: Heading, questionnaire: Questionnaire) -> Questionnaire:
    """Find the version that was printed; the present one where none is named or known."""
    try:
        code = parse_code(heading.given.get("code", ""))
    except MahallaError as error:
        heading.errors["code"] = " ".join(p.say(heading.language) for p in error.problems)
        return questionnaire
    if code is None:
        return questionnaire
    if code.language in current_site().languages:
        heading.given = {**heading.given, "language": code.language}
    return _look_up_edition(heading, questionnaire, code)


def _look_up_edition(
    heading: Heading, questionnaire: Questionnaire, code: SheetCode
) -> Questionnaire:
    site, language = current_site(), heading.language
    if code.questionnaire not in ("", questionnaire.id):
        other = site.questionnaires.get(code.questionnaire)
        title = language.text(other.title) if other else code.questionnaire
        heading.errors["code"] = language.gettext(OTHER_FORM, title=title)
        return questionnaire
    known = [questionnaire.version, *list_versions(site.database, questionnaire.id)]
    found = next((version for version in known if version.startswith(code.version)), None)
    if found is None:
        heading.errors["code"] = language.gettext(
            UNKNOWN_VERSION, version=language.ltr(code.version[:SHORT])
        )
        return questionnaire
    heading.given = {**heading.given, "code": code.version[:SHORT]}
    return find_edition(site.database, questionnaire, found)


def _is_same_person(heading: Heading, beginning: Beginning) -> bool:
    """Warn a person who types a sheet the second time; they may go on all the same."""
    database = current_site().database
    sheet = find_first(database, beginning)
    entries = look_at_entries(database, sheet.id) if sheet and is_theirs(sheet) else []
    if len(entries) != 1 or entries[0].finished_at is None or "same" in heading.given:
        return False
    first = entries[0].typed_by
    if fold_letters(first) != fold_letters(beginning.typed_by):
        return False
    heading.errors["typed_by"] = heading.language.gettext(SAME_NAME, name=first)
    heading.errors["same"] = "yes"
    return True


def _show(questionnaire: Questionnaire, heading: Heading, status: int = 200) -> Answer:
    language = heading.language
    places = list_places(projects_of(ENTER), questionnaire.id)
    page = show_office_page(
        "entry/start.html",
        **describe_form(questionnaire, language),
        heading=heading,
        places=places,
        projects=_list_projects(places),
        sheets=list_open(questionnaire.id),
        done=_describe_done(),
        today=_write_today(language),
    )
    return make_response(page, status)


def _list_projects(places: list[Place]) -> list[object]:
    return list({place.project.id: place.project for place in places}.values())


def _describe_done() -> dict[str, object] | None:
    """Tell of the sheet that was submitted a moment ago."""
    site = current_site()
    done = request.args.get("done", type=UUID)
    sheet = find_sheet(site.database, done) if done else None
    if sheet is None or sheet.submitted_at is None or not places_of(ENTER).touches(sheet.project):
        return None
    return {
        "number": sheet.number,
        "receipt": find_handed(sheet.id),
        "agreement": request.args.get("agreement", type=float),
    }


def _write_today(language: Language) -> str:
    """Write a day as an example of how days are typed."""
    year, month, day = language.parts(current_site().clock().date())
    return f"{day} {month} {year}".translate(str.maketrans("0123456789", language.digits))
