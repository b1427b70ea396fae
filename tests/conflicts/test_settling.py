"""Two contents of one interview: shown side by side, chosen between, and nothing lost."""

import json
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from survey.responses.identifiers import read_identifiers
from survey.responses.store import find_hash, revisions_of, submit
from survey.rights.withdraw import withdraw
from survey.site import Site
from tests.conflicts.conftest import (
    ANSWERS,
    FIRST,
    NOTE,
    NOW,
    OTHER_PHONE,
    PHONE,
    Clash,
    Settler,
    answer,
    find_standing,
)

SECOND = UUID("01930000-0000-7000-8000-000000000002")


def list_actions(site: Site) -> list[tuple[str, str]]:
    rows = site.database.query(
        "select actor, action from audit where subject like 'response:%' order by number"
    )
    return [(row["actor"], row["action"]) for row in rows]


def read_names(site: Site) -> dict[str, object]:
    return read_identifiers(site.database, NOW, "test", FIRST, "test")


def test_it_works(settler: Settler, site: Site, clash: Clash):
    """One answer from each side makes a correction, and the conflict is off the list."""
    clash({"lamps": {"missing": "dont_know"}, "count": 5})
    assert "H12" in settler.list()

    page = settler.open().text
    assert "They differ in 2 places" in page
    assert "Do the lamps work?" in page
    assert "I don’t know" in page
    assert "Who lives here?" not in page
    assert settler.settle(lamps="1", count="2").status_code == 303
    assert find_standing(site).answers == {
        **{name: one for name, one in ANSWERS.items() if name != "phone"},
        "count": 5,
    }
    assert "H12" not in settler.list()
    assert settler.open().status_code == 404


def test_nothing_is_deleted(settler: Settler, site: Site, clash: Clash):
    """What was not chosen stays as it came, beside the correction."""
    clash({"count": 5})
    settler.open()
    settler.settle(count="2")

    kept = [
        (one.standing, one.submission.answers["count"])
        for one in revisions_of(site.database, FIRST)
    ]
    assert kept == [("conflict", 5), ("correction", 5)]


def test_everything_from_one_side(settler: Settler, site: Site, clash: Clash):
    """One press takes all of a side; where that is what counts, no correction is made."""
    clash({"lamps": "no", "count": 5, "dark": "At the school"})
    settler.open()
    assert settler.settle(every="1").status_code == 303
    assert [one.standing for one in revisions_of(site.database, FIRST)] == ["conflict"]

    clash({"lamps": "no", "count": 6, "dark": "At the school"})
    settler.open(2)
    assert settler.settle(2, every="2").status_code == 303
    assert find_standing(site).answers["dark"] == "At the school"


def test_what_does_not_apply_goes(settler: Settler, site: Site, clash: Clash):
    """Where the lamps work nobody was asked where it is dark, whatever is chosen there."""
    clash({"lamps": "no", "dark": "At the school"})
    settler.open()
    settler.settle(lamps="1", dark="2")

    assert "dark" not in find_standing(site).answers


def test_members_are_chosen_one_by_one(settler: Settler, site: Site, clash: Clash):
    """An age of one member and a member more are differences of their own."""
    clash({"members": [{"age": 40}, {"age": 7}, {"age": 1}]})
    page = settler.open().text
    assert "How old? (1)" in page
    assert "How old? (3)" in page

    chosen = {"members-0-age": "1", "members": "2", "members-2-age": "2"}
    settler.settle(**chosen)
    assert find_standing(site).answers["members"] == [{"age": 41}, {"age": 7}, {"age": 1}]


def test_each_difference_and_a_reason_are_needed(settler: Settler, site: Site, clash: Clash):
    """What was chosen stays chosen while the rest is asked for."""
    clash({"lamps": {"missing": "dont_know"}, "count": 5})
    settler.open()
    page = settler.settle(note="no", count="2")

    assert page.status_code == 422
    assert "Choose one of the two." in page.text
    assert "Write in a few words why." in page.text
    assert 'name="choice-count" value="2" checked' in page.text
    assert len(revisions_of(site.database, FIRST)) == 1


def test_what_changed_meanwhile_is_looked_at_again(settler: Settler, site: Site, clash: Clash):
    """A choice made on an older page changes nothing."""
    clash({"count": 5})
    settler.open()
    corrected = replace(
        find_standing(site),
        answers={"count": 4},
        revises=find_hash(site.database, FIRST),
        sealed="",
    )
    assert submit(site.database, "test", corrected) == "revised"

    page = settler.settle(count="2")
    assert page.status_code == 422
    assert "The answers were changed while you chose." in page.text
    assert find_standing(site).answers == {"count": 4}


def test_sensitive_answers_are_not_shown(settler: Settler, site: Site, clash: Clash):
    """Neither they, nor what depends on them, nor names; the rest is settled without them."""
    clash({"hurt": "yes", "doctor": "yes", "phone": OTHER_PHONE, "count": 5})
    page = settler.open().text
    for told in ("hurt", "doctor", PHONE, OTHER_PHONE, "telephone"):
        assert told not in page.replace("choice-", "")
    assert "Sensitive answers or names differ too." in page
    assert "Do you need to read what is hidden?" not in page

    settler.settle(count="2")
    assert find_standing(site).answers["count"] == 5
    assert find_standing(site).answers["hurt"] == "no"
    assert read_names(site) == {"phone": PHONE}
    assert "only sensitive answers and names are left" in settler.list()


def test_a_page_that_is_made_up_opens_nothing(settler: Settler, clash: Clash, site: Site):
    """Whoever was not granted it neither reads nor chooses what is hidden."""
    clash({"hurt": "yes", "doctor": "no", "count": 5})
    assert settler.open_whole("A good reason to read it.").status_code == 404
    settler.open()
    settler.settle(count="2", hurt="2", doctor="2")
    assert find_standing(site).answers["hurt"] == "no"


def test_the_rest_is_settled_by_who_may_read_it(
    settler: Settler, trusted: Settler, site: Site, clash: Clash
):
    """After the first settled what is open, the second is asked for what is left alone."""
    clash({"hurt": "yes", "doctor": "no", "phone": OTHER_PHONE, "count": 5})
    settler.open()
    settler.settle(count="1")
    assert "How many live here?" not in trusted.open().text

    page = trusted.open_whole("The household called to set it right.").text
    assert "Did anybody hurt you?" in page
    assert OTHER_PHONE in page
    assert "How many live here?" not in page
    assert trusted.settle(hurt="2", doctor="2", phone="2").status_code == 303
    answers = find_standing(site).answers
    assert (answers["hurt"], answers["doctor"], answers["count"]) == ("yes", "no", 3)
    assert read_names(site) == {"phone": OTHER_PHONE}
    assert "H12" not in trusted.list()


def test_names_stay_where_nobody_opened_them(settler: Settler, site: Site, clash: Clash):
    """A correction by somebody who may not read names carries them on, sealed."""
    clash({"count": 5})
    settler.open()
    settler.settle(count="2")

    assert read_names(site) == {"phone": PHONE}
    assert ("site", "identifiers.read") in list_actions(site)
    assert (f"person:{settler.person.id}", "identifiers.read") not in list_actions(site)


def test_a_refusal_is_chosen_as_a_whole(settler: Settler, site: Site, clash: Clash):
    """Where the household refused, everything it answered goes, as after any refusal."""
    clash(consent="refused")
    page = settler.open().text
    assert "everything it answered is deleted" in page
    assert "How many live here?" not in page

    settler.settle(consent="2")
    standing = find_standing(site)
    assert (standing.consent, standing.answers) == ("refused", {})
    assert read_names(site) == {}


def test_answers_instead_of_a_refusal(settler: Settler, site: Site):
    """Where the household did take part, its answers and its name stand."""
    refused = answer(site, SECOND, consent="refused", household="H2")
    submit(site.database, "test", refused)
    submit(site.database, "test", answer(site, SECOND, household="H2"))
    page = settler.client.get(f"/office/conflicts/{SECOND}/1?lang=en")
    base = page.text.split('name="base" value="')[1].split('"')[0]
    typed = {"base": base, "choice-consent": "2", "note": NOTE}
    assert settler._post(f"/office/conflicts/{SECOND}/1", **typed).status_code == 303

    assert read_identifiers(site.database, NOW, "test", SECOND, "test") == {"phone": PHONE}


def test_the_trail_says_who_read_and_who_chose(settler: Settler, site: Site, clash: Clash):
    """Reading and settling leave entries; the note and the answers are in none."""
    clash({"dark": "At the school", "lamps": "no"})
    settler.open()
    settler.settle(every="2")
    who = f"person:{settler.person.id}"

    assert [(who, "response.compared"), (who, "response.revised"), (who, "response.settled")] == [
        entry for entry in list_actions(site) if entry[0] == who
    ]
    details = json.dumps(site.database.query("select detail from audit"))
    assert "school" not in details
    assert NOTE not in details
    [kept] = site.database.query("select note, settled_by from settlements")
    assert (kept["note"], kept["settled_by"]) == (NOTE, who)


@pytest.mark.parametrize("place", [{"neighbourhood": "south"}, {}])
def test_other_places_are_no_pages(become: Callable[..., Settler], clash: Clash, place):
    """A conflict of the north does not exist for the south, nor for another project."""
    clash({"count": 5})
    other = become(project="town" if place else "hills", **place)

    assert other.open().status_code == 404
    assert "H12" not in other.list()


def test_a_conflict_across_places_needs_both(become: Callable[..., Settler], clash: Clash):
    """Where the two say they are from different neighbourhoods, one of them is not enough."""
    clash(neighbourhood="south")

    assert become(project="town", neighbourhood="north").open().status_code == 404
    assert become(project="town", neighbourhood="south").open().status_code == 404
    assert "South" in become(project="town").open().text


def test_one_household_side_by_side(settler: Settler, site: Site):
    """Two interviews of one household are compared, and nothing can be chosen."""
    submit(
        site.database, "test", answer(site, SECOND, answers={**ANSWERS, "count": 9, "hurt": "yes"})
    )
    page = settler.client.get(f"/office/conflicts/households/{FIRST}/{SECOND}?lang=en")

    assert "They differ in one place" in page.text
    assert "How many live here?" in page.text
    assert "hurt" not in page.text
    assert "<form" not in page.text
    actions = [action for _, action in list_actions(site)]
    assert actions.count("response.compared") == 2


def test_two_households_are_not_put_beside_each_other(settler: Settler, site: Site):
    """Only interviews of the same household are."""
    submit(site.database, "test", answer(site, SECOND, household="H13"))

    page = settler.client.get(f"/office/conflicts/households/{FIRST}/{SECOND}")
    assert page.status_code == 404


def test_a_withdrawal_takes_the_note_with_it(settler: Settler, site: Site, clash: Clash):
    """What was written while settling leaves with the response, and so do both contents."""
    clash({"count": 5})
    settler.open()
    settler.settle(count="2")
    withdraw(site.database, NOW, "test", FIRST, "receipt")

    for table in ("settlements", "revisions", "responses", "identifiers"):
        assert site.database.query(f"select * from {table}") == []
