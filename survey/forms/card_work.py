"""Making links and their cards for a project: what the command and the office page share."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from secrets import randbits

from survey.errors import N_, MahallaError, Problem, Where
from survey.forms.cards import Card, cut_sheets, make_cards, write_table
from survey.forms.links import Link, make_links
from survey.locale import Language
from survey.places.model import Project
from survey.storage.database import Database

CODE_BITS = 64
MOST_CARDS = 5000
STYLES = Path(__file__).parent / "static" / "cards.css"

NO_PLACE = N_(
    "There is no neighbourhood “%(id)s” in the project “%(project)s”. It has: %(places)s."
)
NO_HOUSEHOLDS = N_("This list names no household. Write one code a line, without empty columns.")
TOO_MANY = N_("These are %(count)s cards. Make at most %(most)s at a time.")


@dataclass(frozen=True)
class Order:
    """What cards are wanted: of which places and households, how many, working once or for ever.

    `places` are ids of neighbourhoods, the empty text where a project has none. Without
    `households` every place gets `count` cards: all different with `once`, otherwise all alike.
    """

    project: Project
    places: Sequence[str]
    households: Sequence[str] = ()
    count: int = 1
    once: bool = False

    @property
    def links(self) -> list[Link]:
        """The links that the cards need."""
        codes = self.households or [""] * (self.count if self.once else 1)
        return [
            Link(self.project.id, place, household, self.once)
            for place in self.places
            for household in codes
        ]

    @property
    def copies(self) -> int:
        """How many cards carry the same link."""
        return 1 if self.households or self.once else self.count


def choose_places(project: Project, wanted: str) -> list[str]:
    """Return the places that are meant: one by its id, or all. Raises MahallaError."""
    places = [place.id for place in project.neighbourhoods] or [""]
    if not wanted:
        return places
    if wanted not in places:
        values = {"id": wanted, "project": project.id, "places": ", ".join(places)}
        raise MahallaError(Problem(NO_PLACE, values))
    return [wanted]


def read_households(text: str, where: str = "") -> list[str]:
    """Read the codes of households: the first column of each line. Raises MahallaError."""
    rows = csv.reader(StringIO(text.lstrip("\ufeff")))
    codes = [row[0].strip() for row in rows if row and row[0].strip()]
    if codes[:1] == ["household"]:
        codes = codes[1:]
    if not codes:
        raise MahallaError(Problem(NO_HOUSEHOLDS, where=Where(where)))
    return list(dict.fromkeys(codes))


def fill_order(
    database: Database, now: datetime, actor: str, order: Order, site: str, language: Language
) -> list[Card]:
    """Keep the links of an order and make its cards. Raises MahallaError where it is too large."""
    links = order.links
    count = len(links) * order.copies
    if count > MOST_CARDS:
        raise MahallaError(Problem(TOO_MANY, {"count": count, "most": MOST_CARDS}))
    randoms = [randbits(CODE_BITS) for _ in links]
    codes = make_links(database, now, actor, links, randoms)
    return make_cards(codes, order.project, site, language, order.copies)


def save_cards(cards: Sequence[Card], project: Project, language: Language, folder: Path) -> None:
    """Write `cards.csv` and `cards.html` into a folder."""
    from jinja2 import Environment, PackageLoader

    pages = Environment(
        loader=PackageLoader("survey.forms"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    page = pages.get_template("forms/cards.html").render(
        language=language,
        _=language.gettext,
        project=project,
        sheets=cut_sheets(cards),
        styles=STYLES.read_text(encoding="utf-8"),
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cards.html").write_text(page, encoding="utf-8")
    (folder / "cards.csv").write_text(write_table(cards), encoding="utf-8-sig")
