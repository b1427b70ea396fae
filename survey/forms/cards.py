"""Cards that invite to a form: what stands on each, as a table and as sheets to print and cut."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from urllib.parse import urlsplit

from survey.forms.link_codes import write_code
from survey.forms.links import Link
from survey.locale import Language, Text
from survey.places.model import Project
from survey.qr import draw_code

CARDS_A_SHEET = 8
COLUMNS = ("neighbourhood", "household", "code", "address")


@dataclass(frozen=True)
class Card:
    """One card; `address` is what its QR code holds, `door` the short address to type."""

    code: str
    link: Link
    place: Text | None
    address: str
    door: str

    @property
    def picture(self) -> str:
        """The QR code, as an SVG."""
        return draw_code(self.address)


def make_cards(
    codes: Mapping[str, Link], project: Project, site: str, language: Language, copies: int = 1
) -> list[Card]:
    """Make the cards of new links, `copies` of each; `site` is where people reach the site."""
    return [
        Card(
            code=write_code(code),
            link=link,
            place=_name_place(project, link),
            address=f"{site.rstrip('/')}/l/{code}/{language.tag}",
            door=f"{urlsplit(site).netloc}{urlsplit(site).path.rstrip('/')}/l",
        )
        for code, link in codes.items()
        for _ in range(copies)
    ]


def cut_sheets(cards: Sequence[Card]) -> list[Sequence[Card]]:
    """Divide cards into sheets of paper."""
    starts = range(0, len(cards), CARDS_A_SHEET)
    return [cards[start : start + CARDS_A_SHEET] for start in starts]


def write_table(cards: Sequence[Card]) -> str:
    """Write one line of CSV for every different link, for whoever hands the cards out."""
    table = StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for card in {card.code: card for card in cards}.values():
        writer.writerow([card.link.neighbourhood, card.link.household, card.code, card.address])
    return table.getvalue()


def _name_place(project: Project, link: Link) -> Text | None:
    place = project.neighbourhood(link.neighbourhood)
    return place.name if place else None
