"""The office page that makes cards with codes: what is wanted, then sheets to print."""

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as Answer

from survey.accounts.guard import actor, allow, projects_of
from survey.accounts.permissions import LINKS
from survey.digits import tidy_digits
from survey.errors import N_, MahallaError, Problem
from survey.forms.card_work import (
    MOST_CARDS,
    Order,
    choose_places,
    fill_order,
    read_households,
)
from survey.forms.cards import cut_sheets, write_table
from survey.forms.pages import keep_private
from survey.locale import pick_language
from survey.office import office_tool
from survey.office.pages import show_office_page
from survey.site import current_site

ONE_PLACE = N_("Choose the one neighbourhood in which these households live.")
NO_COUNT = N_("Write how many cards are wanted: a number from 1 to %(most)s.")
NO_PROJECT = N_("Choose for which project the cards are.")
DEFAULT_COUNT = 50

pages = Blueprint("cards", __name__)
pages.after_request(keep_private)


@pages.get("/office/links/")
@allow(LINKS)
@office_tool(
    N_("Cards and codes"),
    N_("Print cards that lead residents to a form with their phones."),
    place=30,
)
def order_page() -> Answer:
    """Ask which cards are wanted."""
    return _ask([])


@pages.post("/office/links/")
@allow(LINKS)
def make_cards() -> Answer | str:
    """Make the cards and show them; this page is the only place where their codes stand."""
    site = current_site()
    language = pick_language(request.form.get("lang"), site.languages)
    try:
        order = _read_order()
        address = request.form.get("site", "").strip() or _find_address()
        who, now = actor(), site.clock()
        cards = site.writer.write(lambda tx: fill_order(tx, now, who, order, address, language))
    except MahallaError as error:
        return _ask(error.problems)
    return render_template(
        "forms/cards.html",
        language=language,
        _=language.gettext,
        project=order.project,
        sheets=cut_sheets(cards),
        table=write_table(cards),
    )


@pages.post("/office/links/cards.csv")
@allow(LINKS)
def save_table() -> Answer:
    """Hand back the list of codes as a file: the page that shows them sends it here."""
    response = Response(
        request.form.get("table", "").replace("\r\n", "\n").encode("utf-8-sig"),
        mimetype="text/csv",
    )
    response.headers["Content-Disposition"] = "attachment; filename=cards.csv"
    return response


def _read_order() -> Order:
    """Read what is wanted. Raises MahallaError with what must be mended."""
    name, _, place = request.form.get("place", "").partition("/")
    project = next((one for one in projects_of(LINKS) if one.id == name), None)
    if project is None:
        raise MahallaError(Problem(NO_PROJECT))
    places = choose_places(project, place)
    typed = request.form.get("households", "")
    if typed.strip() and len(places) > 1:
        raise MahallaError(Problem(ONE_PLACE))
    households = read_households(typed) if typed.strip() else []
    return Order(project, places, households, _read_count(), "once" in request.form)


def _read_count() -> int:
    typed = tidy_digits(request.form.get("count", str(DEFAULT_COUNT)))
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST_CARDS:
        raise MahallaError(Problem(NO_COUNT, {"most": MOST_CARDS}))
    return int(typed)


def _ask(problems: object) -> Answer:
    site = current_site()
    known = projects_of(LINKS)
    return show_office_page(
        "forms/cards_order.html",
        projects=[one for one in known if one.questionnaire in site.questionnaires],
        problems=problems,
        typed=request.form,
        count=DEFAULT_COUNT,
        here=_find_address(),
    )


def _find_address() -> str:
    """Return where people reach the site: as it was told, else as this device did."""
    return current_site().settings.site or request.host_url
