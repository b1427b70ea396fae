"""The site's own pages: read the request, look up the release, answer."""

from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from survey.accounts.guard import open_to_all
from survey.home.committee_views import pages as committee_pages
from survey.home.languages import describe_languages
from survey.home.model import make_cards, make_rows
from survey.locale import Language
from survey.places.store import find_project, load_projects
from survey.reports.make import keep_report, name_file
from survey.reports.overview import read_overview
from survey.reports.palette import mix_palette
from survey.reports.products import find_product, find_products
from survey.reports.reading import count_responses, read_neighbourhood
from survey.reports.screen import Frame, write_screen, write_style
from survey.results.model import Release
from survey.results.store import find_release, find_releases
from survey.site import LANGUAGE_COOKIE, current_site, reader_language
from survey.translate.fallback import say_texts
from survey.translate.work import measure_languages

blueprint = Blueprint(
    "home", __name__, template_folder="templates", static_folder="static", static_url_path="/home"
)
blueprint.register_blueprint(committee_pages)
FONT = "fonts/Vazirmatn[wght].woff2"
YEAR = 365 * 24 * 3600


@blueprint.get("/")
@open_to_all
def choose_language() -> AnyResponse:
    """Send the reader to the first page in the language they are likely to read."""
    response = redirect(url_for("home.front", lang=reader_language().tag))
    response.vary.add("Accept-Language")
    response.vary.add("Cookie")
    return response


@blueprint.get("/languages/")
@open_to_all
def show_languages() -> str:
    """Show how far each language is translated, and read by a person."""
    site = current_site()
    progress = measure_languages(site.settings)
    return render_template(
        "home/languages.html",
        tongues=describe_languages(site.offered, site.questionnaires, progress, reader_language()),
        languages=site.offered,
        address=lambda other: url_for("home.show_languages", lang=other.tag),
    )


@blueprint.get("/<lang>/")
@open_to_all
def front(lang: str) -> Response:
    """Show what this is for: forms to answer, neighbourhoods with scores, reports to print."""
    language = _offered_language(lang)
    site = current_site()
    releases = find_releases(site.database)
    page = render_template(
        "home/front.html",
        projects=[(release, make_cards(release, language)) for release in releases],
        count_responses=count_responses,
        forms=_list_asked(releases),
        titles={
            name: say_texts(language, site.languages, one.language)(one.title)
            for name, one in site.questionnaires.items()
        },
        languages=site.offered,
        address=lambda other: url_for("home.front", lang=other.tag),
    )
    response = make_response(page)
    response.set_cookie(LANGUAGE_COOKIE, lang, max_age=YEAR, samesite="Lax", httponly=True)
    return response


@blueprint.get("/<lang>/<project>/<neighbourhood>/")
@open_to_all
def show_neighbourhood(lang: str, project: str, neighbourhood: str) -> str:
    """Show the scores of one neighbourhood."""
    language = _offered_language(lang)
    release = _find_release(project, neighbourhood)
    reading = read_neighbourhood(release, neighbourhood)
    return render_template(
        "home/neighbourhood.html",
        release=release,
        reading=reading,
        rows=make_rows(reading, language),
        languages=current_site().offered,
        address=lambda other: url_for(
            ".show_neighbourhood", lang=other.tag, project=project, neighbourhood=neighbourhood
        ),
    )


@blueprint.get("/<lang>/<project>/<neighbourhood>/report.pdf")
@open_to_all
def show_report(lang: str, project: str, neighbourhood: str) -> Response:
    """Send the printed report of the newest release; print it unless it lies there already."""
    language = _offered_language(lang)
    release = _find_release(project, neighbourhood)
    pdf = keep_report(release, neighbourhood, language, current_site().settings.reports)
    response = Response(pdf, mimetype="application/pdf")
    name = name_file(release, neighbourhood, language)
    response.headers.set("Content-Disposition", "inline", filename=name)
    return response


@blueprint.get("/<lang>/<project>/<neighbourhood>/report/")
@open_to_all
def show_screen(lang: str, project: str, neighbourhood: str) -> str:
    """Show a neighbourhood's report on the screen, every chart with its numbers as a table."""
    language = _offered_language(lang)
    reading = read_neighbourhood(_find_release(project, neighbourhood), neighbourhood)
    here: dict[str, Any] = {"project": project, "neighbourhood": neighbourhood}
    frame = Frame(
        style_address=url_for(".show_style", project=project, product="neighbourhood"),
        back=url_for(".show_neighbourhood", lang=lang, **here),
        links=(
            (url_for(".show_report", lang=lang, **here), "PDF", language.html_tag),
            *_link_languages(language, "show_screen", here),
        ),
    )
    return write_screen(find_product("neighbourhood"), reading, language, frame)


@blueprint.get("/<lang>/<project>/-/")
@open_to_all
def compare_neighbourhoods(lang: str, project: str) -> str:
    """Show all neighbourhoods of a project side by side on the screen."""
    language = _offered_language(lang)
    overview = read_overview(_find_release(project))
    frame = Frame(
        style_address=url_for(".show_style", project=project, product="comparison"),
        back=url_for(".front", lang=lang),
        links=_link_languages(language, "compare_neighbourhoods", {"project": project}),
    )
    return write_screen(find_product("comparison"), overview, language, frame)


@blueprint.get("/style/<project>/<product>.css")
@open_to_all
def show_style(project: str, product: str) -> Response:
    """Send the style of a product in a project's colours; it is kept for a day."""
    found = find_project(current_site().database, project)
    known = {one.name: one for one in find_products()}
    if found is None or product not in known:
        abort(404)
    style = write_style(known[product], mix_palette(found.brand), url_for(".static", filename=FONT))
    response = Response(style, mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _link_languages(
    language: Language, view: str, values: dict[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    others = [one for one in current_site().offered if one.tag != language.tag]
    return tuple(
        (url_for(f".{view}", lang=one.tag, **values), one.name, one.html_tag) for one in others
    )


def _offered_language(tag: str) -> Language:
    found = next((one for one in current_site().offered if one.tag == tag), None)
    return found or abort(404)


def _find_release(project: str, neighbourhood: str = "") -> Release:
    database = current_site().database
    found = find_project(database, project)
    release = find_release(database, found) if found else None
    if release is None or (neighbourhood and not release.project.neighbourhood(neighbourhood)):
        abort(404)
    return release


def _list_asked(releases: list[Release]) -> list[str]:
    """Name the questionnaires that a project asks today, those with released figures first."""
    site = current_site()
    today = site.clock().date()
    asked = {one.questionnaire for one in load_projects(site.database) if one.wave_on(today)}
    names = [*(release.project.questionnaire for release in releases), *site.questionnaires]
    return [name for name in dict.fromkeys(names) if name in asked & site.questionnaires.keys()]
