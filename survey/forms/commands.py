"""The command that prints cards with links to a form: `mahalla links`."""

from datetime import UTC, datetime
from pathlib import Path

import click

from survey.errors import N_, MahallaError, Problem
from survey.settings import DatabasePlace, parse_database, read_settings

ACTOR = "command line"
NO_PROJECT = N_("There is no project “%(id)s”. Name one of: %(projects)s.")
ONE_PLACE = N_("Say with --neighbourhood where these households live.")


@click.command("links")
@click.argument("project")
@click.option("--neighbourhood", metavar="ID", default="", help="Only this one; all otherwise.")
@click.option(
    "--households",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A list of household codes, one a line: a card for each.",
)
@click.option(
    "--count",
    type=click.IntRange(1, 5000),
    default=50,
    show_default=True,
    help="How many cards a neighbourhood gets, where there is no list of households.",
)
@click.option("--once", is_flag=True, help="Every code opens one form only.")
@click.option("--lang", "tag", default="en", show_default=True, help="The language of the cards.")
@click.option(
    "--site",
    required=True,
    envvar="MAHALLA_SITE",
    help="Where people reach the site, such as https://survey.example.org.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for them.")
@click.option("--database", type=parse_database, metavar="PATH|URL", help="The database file.")
def make_cards(
    project: str,
    neighbourhood: str,
    households: Path | None,
    count: int,
    once: bool,
    tag: str,
    site: str,
    out: Path,
    database: DatabasePlace | None,
) -> None:
    """Make cards with QR codes that open the form of PROJECT with its place set.

    Writes cards.html, to print on A4 and cut, and cards.csv into the folder --out. Without --once
    all cards of a neighbourhood, or of a household, carry the same code. The codes are kept only
    in these files: the database holds what is needed to recognise them.
    """
    from survey.forms.card_work import Order, choose_places, fill_order, read_households, save_cards
    from survey.locale import load_languages, pick_language
    from survey.places.store import load_projects
    from survey.storage.open import open_database

    settings = read_settings()
    store = open_database(database or settings.database)
    known = {found.id: found for found in load_projects(store)}
    if project not in known:
        raise MahallaError(Problem(NO_PROJECT, {"id": project, "projects": ", ".join(known)}))
    places = choose_places(known[project], neighbourhood)
    if households and len(places) > 1:
        raise MahallaError(Problem(ONE_PLACE))
    listed = read_households(households.read_text("utf-8"), str(households)) if households else []
    order = Order(known[project], places, listed, count, once)
    language = pick_language(tag, load_languages(settings.translations))
    cards = fill_order(store, datetime.now(UTC), ACTOR, order, site, language)
    save_cards(cards, known[project], language, out)
    click.echo(f"{out}: cards.html and cards.csv ({len(cards)} cards)")
