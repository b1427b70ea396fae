"""Every page of the site is the same, to the last byte, whatever the withheld answers are."""

import pytest

from tests.doors.pages import (
    NOBODY,
    Sight,
    is_looked_at,
    list_addresses,
    list_rules,
    look,
    look_everywhere,
    open_client,
)
from tests.doors.town import Town

ABOUT_PLACES = {"project", "neighbourhood", "wave"}

WITHOUT_FIGURES = {
    "/style/<project>/<product>.css": "colours",
    "/office/collect/<project>/": "the households of a round, for those who visit them",
    "/office/print/<project>": "what is being printed",
}
"""Pages about a place that show no figure, and what they show instead."""

NOT_OPENED = {
    "/nearby/<project>/": "the services near by; this town has none",
    "/nearby/<project>/contact": "who is to call; this town has no service",
    "/nearby/<project>/code": "the code of a referral just made",
    "/office/referrals/cards/<project>": "cards of services; this town has none",
    "/office/collect/<project>/consent": "the consent of a household just chosen",
    "/collect/p/<project>/<lang>/": "the way to the page below",
    "/collect/p/<project>/<version>/<lang>/": "the questions of a project, no answers",
    "/office/print/<project>/<name>": "a file of the archive (test_archive)",
}
"""Pages about a place that cannot be opened by their address alone, and what they show."""

Seen = dict[tuple[str, str], Sight]


@pytest.fixture(scope="module")
def seen(town: Town) -> Seen:
    return look_everywhere(town)


def test_no_page_tells_twins_apart(seen: Seen, twin: Town):
    """Nobody, whatever their role, sees a difference anywhere: status, headers and body."""
    other = look_everywhere(twin)

    assert seen.keys() == other.keys()
    assert [door for door in seen if seen[door] != other[door]] == []


def test_every_page_about_a_place_is_opened(town: Town, seen: Seen):
    """A page that is new is opened too, or somebody says here why it cannot be."""
    opened = {address for (_, address), (status, *_) in seen.items() if status == 200}
    closed = {
        rule.rule
        for rule in list_rules(town.app)
        if ABOUT_PLACES & rule.arguments
        and any(is_looked_at(town.app, rule, who) for who in (NOBODY, "coordinator"))
        and opened.isdisjoint(list_addresses(rule))
    }

    assert closed == set(NOT_OPENED)


def test_every_page_with_figures_would_tell(town: Town, bare_twins: tuple[Town, Town], seen: Seen):
    """Without the mask each page that shows figures differs: this is what makes it a door.

    A new page about a place is found to be one, or is named as one without figures. PDFs are
    printed from such pages (test_archive).
    """
    same = set()
    for rule in list_rules(town.app):
        who = NOBODY if is_looked_at(town.app, rule, NOBODY) else "coordinator"
        opened = [one for one in list_addresses(rule) if seen.get((who, one), (404,))[0] == 200]
        if not (ABOUT_PLACES & rule.arguments and opened) or rule.rule.endswith(".pdf"):
            continue
        clients = [open_client(each, who) for each in bare_twins]
        if all(look(clients[0], one) == look(clients[1], one) for one in opened):
            same.add(rule.rule)

    assert same == set(WITHOUT_FIGURES)
