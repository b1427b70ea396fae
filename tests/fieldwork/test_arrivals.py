"""Arrivals are counted as they come, change and go; sums never drift from their rows."""

import json
from dataclasses import replace
from uuid import UUID

import pytest

from survey.fieldwork.catching_up import Work, catch_up
from survey.fieldwork.store import read_days, read_tallies
from survey.responses.changes import Mark
from survey.responses.model import Submission
from survey.responses.store import find_hash, submit
from survey.rights.withdraw import withdraw
from survey.site import Site
from tests.fieldwork.conftest import ANSWERS, PROJECT, Send, make_id
from tests.forms.conftest import NOW

WAVE = PROJECT.waves[0]


def read_sums(site: Site) -> tuple[object, object]:
    tallies = read_tallies(site.database, "town", "first")
    days = read_days(site.database, "town", "first", WAVE.starts)
    return (
        sorted(tallies, key=lambda one: (one.neighbourhood, one.collector)),
        sorted((one for one in days if one.interviews + one.refusals), key=lambda one: one.day),
    )


def read_flags(site: Site) -> set[tuple[UUID, str]]:
    rows = site.database.query("select response, flag from arrival_flags")
    return {(UUID(row["response"]), row["flag"]) for row in rows}


def revise(site: Site, before: Submission, **changes: object) -> None:
    base = find_hash(site.database, before.id)
    changed = replace(before, revises=base, received_at=NOW, **changes)
    assert submit(site.database, "test", changed) == "revised"


def test_it_works(site: Site, work: Work, send: Send):
    """Two interviews and a refusal are counted, with their lengths and silences."""
    send(1)
    send(2, answers={**ANSWERS, "r1": {"missing": "refused"}, "hurt": {"missing": "refused"}})
    send(3, consent="refused", answers={})

    assert catch_up(work, 10) == 0
    [tally] = read_tallies(site.database, "town", "first")
    assert (tally.neighbourhood, tally.collector) == ("north", "sara")
    assert (tally.interviews, tally.refusals, tally.minutes) == (2, 1, {80: 2})
    assert (tally.asked, tally.missing) == (48, 1)


def test_silence_about_what_is_private_is_not_counted(site: Site, work: Work, send: Send):
    """Whether somebody answered a sensitive question changes no number."""
    send(1, answers={name: one for name, one in ANSWERS.items() if name != "hurt"})
    send(2, answers={**ANSWERS, "hurt": "yes", "doctor": "no"}, collector="ali")

    catch_up(work, 10)
    first, second = read_sums(site)[0]
    assert (first.asked, first.missing) == (second.asked, second.missing) == (24, 0)


def test_sums_never_drift(site: Site, work: Work, send: Send):
    """After corrections, moves, refusals and withdrawals the sums are those of counting anew."""
    sent = [send(number, collector=("sara", "ali")[number % 2]) for number in range(8)]
    catch_up(work, 10)
    revise(site, sent[0], neighbourhood="south")
    revise(site, sent[1], answers={**ANSWERS, "r1": {"missing": "dont_know"}})
    revise(site, sent[2], consent="refused", answers={})
    withdraw(site.database, NOW, "test", sent[3].id, "office")
    send(9)
    catch_up(work, 10)
    kept = read_sums(site), read_flags(site)

    for table in ("arrival_flags", "arrivals", "arrival_tallies", "arrival_days", "arrival_marks"):
        site.database.execute(f"delete from {table}")
    catch_up(work, 10)
    assert (read_sums(site), read_flags(site)) == kept


def test_a_withdrawal_leaves_nothing(site: Site, work: Work, send: Send):
    """Before anybody looks again, row, sums and flags of a withdrawn response are gone."""
    one, other = send(1, household="H1"), send(2, household="H1")
    catch_up(work, 10)
    assert {flag for _, flag in read_flags(site)} == {"same_household"}

    withdraw(site.database, NOW, "test", one.id, "receipt")
    assert read_flags(site) == set()
    [row] = site.database.query("select response from arrivals")
    assert row["response"] == str(other.id)
    assert [tally.interviews for tally in read_sums(site)[0]] == [1]


def test_a_restored_backup_is_counted_anew(site: Site, work: Work, send: Send):
    """A mark that the trail does not have is no mark."""
    send(1)
    catch_up(work, 10)
    site.database.execute("update arrival_marks set number = 9999, seal = 'lost'")

    catch_up(work, 10)
    assert [tally.interviews for tally in read_sums(site)[0]] == [1]


def test_what_was_counted_twice_at_once_counts_once(
    site: Site, work: Work, send: Send, monkeypatch: pytest.MonkeyPatch
):
    """Two pages that look at the same moment do not add the same interview twice."""
    send(1)
    from survey.fieldwork import catching_up

    measure = catching_up._measure

    def be_late(*given: object) -> object:
        monkeypatch.setattr(catching_up, "_measure", measure)
        catch_up(work, 10)
        return measure(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(catching_up, "_measure", be_late)
    catch_up(work, 10)
    assert [tally.interviews for tally in read_sums(site)[0]] == [1]


def test_a_long_list_takes_several_looks(site: Site, work: Work, send: Send):
    """Without any time one step is made, and the rest is said to be left."""
    for number in range(400):
        send(number)

    left = catch_up(work, 0)
    assert 0 < left < 400
    assert catch_up(work, 60) == 0
    assert [tally.interviews for tally in read_sums(site)[0]] == [400]


def test_the_second_interview_of_a_household_flags_both(site: Site, work: Work, send: Send):
    """The one that came before is flagged when the other comes; a refusal does not count."""
    send(1, household="H1")
    send(2, household="H2", consent="refused", answers={})
    send(3, household="H2")
    catch_up(work, 10)
    assert read_flags(site) == set()

    send(4, household="H1")
    catch_up(work, 10)
    assert read_flags(site) == {(make_id(1), "same_household"), (make_id(4), "same_household")}


def test_a_copy_is_found_among_the_same_hands(site: Site, work: Work, send: Send):
    """The same answers by another facilitator are chance; by the same one they are looked into."""
    send(1)
    same = send(1).answers
    send(2, answers=same, collector="ali")
    send(3, answers=same)
    catch_up(work, 10)

    assert read_flags(site) == {(make_id(3), "near_copy")}


def test_the_questionnaire_has_its_own_median(site: Site, work: Work, send: Send):
    """Beside twenty interviews of twenty minutes one of five stands out, above the floor."""
    for number in range(20):
        send(number)
    quick = send(20)
    send(28, started_at=quick.finished_at - (quick.finished_at - quick.started_at) / 4)
    catch_up(work, 10)

    assert read_flags(site) == {(make_id(28), "too_fast")}


def test_the_tablet_tells_of_its_clock(site: Site, work: Work, send: Send):
    """What the tablet counted is its length, and what it knew of the server's clock is believed."""
    clock = {"elapsed_ms": 90_000, "offset_ms": -400_000, "zone": "Asia/Tehran"}
    send(1, paradata={"clock": clock})
    catch_up(work, 10)

    [tally] = read_tallies(site.database, "town", "first")
    assert tally.minutes == {6: 1}
    assert read_flags(site) == {(make_id(1), "wrong_clock")}


def test_only_the_distance_of_a_place_is_kept(site: Site, work: Work, send: Send):
    """The flag has kilometres; neither table has a coordinate."""
    send(1, answers={**ANSWERS, "spot": "36.3217 50.7793"})
    catch_up(work, 10)

    [flag] = site.database.query("select flag, detail from arrival_flags")
    assert (flag["flag"], json.loads(flag["detail"]).keys()) == ("far_away", {"kilometres"})
    rows = site.database.query("select * from arrivals") + site.database.query(
        "select * from arrival_flags"
    )
    assert "36.3217" not in str(rows)
    assert "50.7793" not in str(rows)


def test_a_mark_is_kept_up_to_the_last_entry(site: Site, work: Work, send: Send):
    """Nothing new costs nothing: the mark is the newest entry."""
    send(1)
    catch_up(work, 10)
    [row] = site.database.query("select number, seal from arrival_marks")
    [last] = site.database.query("select number, hash from audit order by number desc limit 1")

    assert Mark(row["number"], row["seal"]) == Mark(last["number"], last["hash"])
