"""The differences of two entries over HTTP: side by side, one chosen, and the sheet submitted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, make_response, request
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import allow, require
from survey.accounts.permissions import SETTLE
from survey.digits import tidy_digits
from survey.entry.compare import HEAD, Comparison, Difference, compare, resolve
from survey.entry.handing import hand_in
from survey.entry.model import Entry
from survey.entry.start_views import find_form, lead_to_receipt
from survey.entry.store import entries_of
from survey.entry.typed import read_cell, say_typed
from survey.errors import N_, AnswerError
from survey.forms.filling import find_edition
from survey.forms.pages import describe_form
from survey.locale import Language
from survey.office.pages import show_office_page
from survey.places.model import Project
from survey.places.store import find_project
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.words import Words
from survey.site import current_site, reader_language

FIRST, SECOND, OTHER = "1", "2", "3"
UNCHOSEN = N_("Choose one: press 1, 2 or 3.")
NO_DAY = N_("Type the day of the interview.")
NO_PLACE = N_("Choose one of the two; another neighbourhood needs the sheet typed again.")

pages = Blueprint("compare", __name__)


@dataclass(frozen=True)
class Line:
    """One difference as it is shown; `name` is that of its inputs."""

    name: str
    code: str
    label: str
    first: str
    second: str
    chosen: str = ""
    other: str = ""
    error: str = ""
    takes_other: bool = True


@dataclass(frozen=True)
class Settling:
    """Two entries of a sheet between which somebody chooses."""

    questionnaire: Questionnaire
    project: Project | None
    entries: tuple[Entry, Entry]
    found: Comparison
    language: Language

    def say(self, difference: Difference, value: object) -> str:
        """Say one of the two values in words."""
        language = self.language
        if value is None or value == "":
            return language.gettext("left blank")
        if difference.cell is not None:
            words = Words(self.questionnaire, language)
            return say_typed(difference.cell, value, language, words.text)
        place = self.project.neighbourhood(str(value)) if self.project else None
        if difference.name == "neighbourhood" and place:
            return language.text(place.name)
        return language.date(value) if isinstance(value, date) else str(value)

    def choose(self, difference: Difference, typed: str) -> object:
        """Read what was chosen or typed for one difference. Raises AnswerError."""
        chosen = tidy_digits(request.form.get(f"choice-{difference.name}", ""))
        if chosen == FIRST:
            return difference.first
        if chosen == SECOND:
            return difference.second
        if chosen != OTHER:
            raise AnswerError(UNCHOSEN)
        if difference.cell is not None:
            today = self.entries[0].head.interviewed_on
            return read_cell(difference.cell, typed, self.language, today)
        return self.read_head(difference.name, typed)

    def read_head(self, name: str, typed: str) -> object:
        """Read a third value for the head of the sheet. Raises AnswerError."""
        if name == "neighbourhood":
            raise AnswerError(NO_PLACE)
        if name != "interviewed_on":
            return " ".join(typed.split())
        if not typed.strip():
            raise AnswerError(NO_DAY)
        return self.language.parse_date(typed)


@pages.get("/office/enter/<form>/<uuid:sheet>/compare")
@allow(SETTLE)
def compare_page(form: str, sheet: UUID) -> Answer:
    """Show where two entries of a sheet differ."""
    settling = _open(form, sheet)
    return _show(settling, [_make_line(settling, one) for one in settling.found.differences])


@pages.post("/office/enter/<form>/<uuid:sheet>/compare")
@allow(SETTLE)
def settle_sheet(form: str, sheet: UUID) -> Answer:
    """Submit the sheet as it was chosen."""
    settling = _open(form, sheet)
    chosen: dict[str, object] = {}
    lines = []
    for difference in settling.found.differences:
        error = ""
        typed = request.form.get(f"other-{difference.name}", "")
        try:
            chosen[difference.name] = settling.choose(difference, typed)
        except AnswerError as slip:
            error = " ".join(problem.say(settling.language) for problem in slip.problems)
        lines.append(_make_line(settling, difference, error))
    if len(chosen) < len(lines):
        return _show(settling, lines, 422)
    return _submit(settling, chosen)


def _open(form: str, sheet: UUID) -> Settling:
    """Return two closed entries, or lead to the first page."""
    database, questionnaire = current_site().database, find_form(form)
    entries = entries_of(database, sheet)
    if len(entries) != 2 or not all(entry.finished_at for entry in entries):
        abort(lead_to_receipt(form, sheet))
    first, second = entries
    for entry in entries:
        require(SETTLE, entry.sheet.project, entry.head.neighbourhood)
    edition = find_edition(database, questionnaire, first.sheet.version)
    return Settling(
        questionnaire=edition,
        project=find_project(database, first.sheet.project),
        entries=(first, second),
        found=compare(edition, first, second),
        language=reader_language(),
    )


def _make_line(settling: Settling, difference: Difference, error: str = "") -> Line:
    words, cell = Words(settling.questionnaire, settling.language), difference.cell
    label = (
        words.text(cell.question.text) if cell else words.language.gettext(HEAD[difference.name])
    )
    code = words.digits(cell.number) if cell else ""
    if cell and cell.repeat:
        code = f"{code} ({words.digits(str(cell.member))})"
    return Line(
        name=difference.name,
        code=code,
        label=label,
        first=settling.say(difference, difference.first),
        second=settling.say(difference, difference.second),
        chosen=tidy_digits(request.form.get(f"choice-{difference.name}", "")),
        other=request.form.get(f"other-{difference.name}", ""),
        error=error,
        takes_other=difference.name != "neighbourhood",
    )


def _show(settling: Settling, lines: list[Line], status: int = 200) -> Answer:
    page = show_office_page(
        "entry/compare.html",
        **describe_form(settling.questionnaire, settling.language),
        lines=lines,
        entries=settling.entries,
        sheet=settling.entries[0].sheet,
        agreement=settling.found.agreement,
        fields=settling.found.fields,
    )
    return make_response(page, status)


def _submit(settling: Settling, chosen: dict[str, object]) -> Answer:
    found = settling.found
    first, second = settling.entries
    head, typed = resolve(first, found.differences, chosen)
    entry = Entry(
        sheet=first.sheet,
        turn=2,
        head=head,
        typed_by=second.typed_by,
        typed=typed,
        started_at=second.started_at,
        updated_at=current_site().clock(),
    )
    return hand_in(settling.questionnaire, entry, found.agreement)
