"""A snapshot holds what stands in the database, and takes in only what is new."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.errors import MahallaError
from survey.places.store import save_project
from survey.questionnaire.load import parse_questionnaire
from survey.questionnaire.model import Questionnaire
from survey.responses.ids import import_id
from survey.responses.model import Submission, hash_content
from survey.responses.store import keep_version, responses_of, submit
from survey.results import snapshot, snapshot_growth
from survey.results.frames import lay_out, read_respondent
from survey.results.snapshot import EVER, extend_snapshot, list_batches, read_snapshot
from survey.results.snapshot_files import find_area, read_state, write_name
from survey.scoring.answers.codes import STRUCTURAL
from survey.scoring.sample.records import Partition, Records, take_partition
from survey.storage.database import Database
from survey.storage.open import open_database
from tests.databases import place_database
from tests.results.collection import AUTUMN, EAST, SPRING, collect, interview

Extend = Callable[[], Path]


@pytest.fixture
def extend(east_office: Database, street: Questionnaire, tmp_path: Path, now: datetime) -> Extend:
    return lambda: extend_snapshot(east_office, EAST, AUTUMN, street, tmp_path / "snapshots", now)


def answers_to(folder: Path, question: str) -> list[int]:
    parts = read_snapshot(folder, [question])
    return [int(one) for part in parts for one in positions_of(part, question)]


def positions_of(part: Partition, question: str) -> list[int]:
    return part.read([question])[question].view(np.int8).tolist()


def areas_of(folder: Path) -> list[str]:
    found = [part.records for part in read_snapshot(folder)]
    return [records.areas[place] for records in found for place in records.area]


def correct(office: Database, before: Submission, **changes: object) -> Submission:
    after = replace(before, revises=hash_content(before), **changes)
    assert submit(office, "test", after) == "revised"
    return after


def parts_of(folder: Path, area: str = "pines") -> list[str]:
    return sorted(path.name for path in find_area(folder, area).iterdir())


def test_it_works(east_office: Database, street: Questionnaire, extend: Extend) -> None:
    """What was answered can be read back in columns, neighbourhood by neighbourhood."""
    submit(east_office, "test", interview(street, 1, "neither"))
    submit(east_office, "test", interview(street, 2, {"missing": "dont_know"}, "mill"))
    [part] = read_snapshot(extend())
    assert (part.records.areas, part.records.area.tolist()) == (("mill", "pines"), [0, 1])
    assert positions_of(part, "safe") == [-2, 1]
    assert part.records.weight.tolist() == part.records.household_weight.tolist() == [1.0, 1.0]


def test_nothing_was_answered(extend: Extend) -> None:
    """Without answers a snapshot is there and has no partition."""
    assert list(read_snapshot(extend())) == []


def test_only_what_is_new_is_written(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """An extension adds a part to the neighbourhood that has new answers and touches no other."""
    collect(east_office, street, range(3))
    collect(east_office, street, range(3, 6), "mill")
    folder = extend()
    before = (find_area(folder, "pines") / parts_of(folder)[0]).stat()
    collect(east_office, street, range(6, 7))
    extend()
    after = (find_area(folder, "pines") / parts_of(folder)[0]).stat()
    assert (len(parts_of(folder)), len(parts_of(folder, "mill"))) == (2, 1)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert len(answers_to(folder, "safe")) == 7


def test_nothing_new_writes_nothing(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """Extending twice leaves the snapshot as it was."""
    collect(east_office, street, range(3))
    state = (extend() / "_state.json").read_text()
    assert (extend() / "_state.json").read_text() == state


def test_records_that_arrived_at_one_moment_are_all_taken(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """A record that arrived at the moment of the last one, or before it, is not missed."""
    collect(east_office, street, range(2))
    extend()
    collect(east_office, street, range(2, 3))
    earlier = interview(street, 3)
    submit(east_office, "test", replace(earlier, received_at=datetime(2020, 1, 1).astimezone()))
    assert len(answers_to(extend(), "safe")) == 4


def test_the_last_correction_counts(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """A corrected answer replaces the first one, once."""
    first, *_ = collect(east_office, street, range(3))
    folder = extend()
    second = correct(east_office, first, answers={"safe": "disagree", "light": "agree"})
    extend()
    correct(east_office, second, answers={"safe": "neither", "light": "agree"})
    extend()
    assert sorted(answers_to(folder, "safe")) == [0, 1, 1]


def test_a_correction_that_moves_leaves_its_old_neighbourhood(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """A response that was noted in the wrong neighbourhood counts only in the right one."""
    first, *_ = collect(east_office, street, range(3))
    folder = extend()
    correct(east_office, first, neighbourhood="mill")
    assert areas_of(extend()) == ["mill", "pines", "pines"]
    assert len(parts_of(folder)) == 1


def test_a_correction_into_another_wave_leaves_this_one(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """A response that belongs to another wave leaves this wave's files."""
    first, *_ = collect(east_office, street, range(3))
    extend()
    correct(east_office, first, wave="spring")
    assert len(answers_to(extend(), "safe")) == 2


def test_a_withdrawal_leaves_no_bytes(
    east_office: Database, street: Questionnaire, street_source: str, extend: Extend, now: datetime
) -> None:
    """Who withdraws is in no file any more, not even in those of another version."""
    first, *_ = collect(east_office, street, range(3))
    folder = extend()
    source = street_source.replace("I feel safe here.", "I feel safe.")
    reworded = parse_questionnaire(source, "street.yaml")
    keep_version(east_office, now, "test", reworded, source)
    other = extend_snapshot(east_office, EAST, AUTUMN, reworded, folder.parents[2], now)
    correct(east_office, first, consent="refused")
    extend()
    files = [path.read_bytes() for path in folder.parent.glob("version=*/area=*/*")]
    assert (len(answers_to(folder, "safe")), len(answers_to(other, "safe"))) == (2, 2)
    assert len(files) == 2
    assert parts_of(folder) == ["part-1.parquet"]


def test_the_last_one_withdraws(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """A neighbourhood whose only response is withdrawn is gone."""
    [only] = collect(east_office, street, range(1))
    extend()
    correct(east_office, only, consent="refused")
    assert list(read_snapshot(extend())) == []


def test_a_conflict_changes_nothing(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """Other content that names no hash is kept aside, and stays out of the snapshot."""
    collect(east_office, street, range(3))
    folder = extend()
    assert submit(east_office, "test", interview(street, 0, "disagree")) == "conflict"
    extend()
    assert parts_of(folder) == ["part-0.parquet"]


def test_answers_to_another_version_count_where_they_fit(
    east_office: Database,
    street: Questionnaire,
    street_source: str,
    now: datetime,
    tmp_path: Path,
) -> None:
    """An older answer that the new version no longer takes is blank; the others stay."""
    submit(east_office, "test", interview(street, 1, "neither"))
    source = street_source.replace("name: neither", "name: unsure")
    later = parse_questionnaire(source, "street.yaml")
    folder = extend_snapshot(east_office, EAST, AUTUMN, later, tmp_path, now)
    assert (answers_to(folder, "safe"), answers_to(folder, "light")) == ([-1], [2])


def test_only_what_is_asked_for_is_read(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """A reader chooses questions and neighbourhoods."""
    collect(east_office, street, range(3))
    collect(east_office, street, range(3, 5), "mill")
    [part] = read_snapshot(extend(), columns=["light"], areas=["mill"])
    assert (part.records.areas, len(part.records)) == (("mill",), 2)
    assert positions_of(part, "light") == [2, 2]
    with pytest.raises(KeyError):
        part.read(["safe"])


def test_partitions_hold_whole_neighbourhoods(
    east_office: Database, street: Questionnaire, extend: Extend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neighbourhoods come together up to a size; a larger one comes alone."""
    collect(east_office, street, range(3))
    collect(east_office, street, range(3, 5), "mill")
    folder = extend()
    monkeypatch.setattr(snapshot, "MOST_RECORDS", 4)
    assert [part.records.areas for part in read_snapshot(folder)] == [("mill",), ("pines",)]
    assert list_batches(folder) == [("mill",), ("pines",)]
    monkeypatch.setattr(snapshot, "MOST_RECORDS", 5)
    assert [part.records.areas for part in read_snapshot(folder)] == [("mill", "pines")]


def test_many_parts_are_merged(
    east_office: Database, street: Questionnaire, extend: Extend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A neighbourhood that grew often is one file again, with the same answers in order of ids."""
    monkeypatch.setattr(snapshot_growth, "MOST_PARTS", 3)
    for number in range(4):
        collect(east_office, street, range(number, number + 1))
        folder = extend()
    ids = sorted((import_id("street", str(number)), number) for number in range(4))
    assert parts_of(folder) == ["part-4.parquet"]
    assert answers_to(folder, "safe") == [(2, 1, 0)[number % 3] for _, number in ids]


def test_a_restored_backup_begins_anew(
    east_office: Database, street: Questionnaire, tmp_path: Path, now: datetime, extend: Extend
) -> None:
    """Where the database lost what the snapshot has seen, the snapshot follows the database."""
    collect(east_office, street, range(3))
    folder = extend()
    other = open_database(place_database(tmp_path / "other.db"))
    save_project(other, now, "test", EAST)
    source = east_office.query("select source from questionnaire_versions")[0]["source"]
    keep_version(other, now, "test", street, source)
    collect(other, street, range(5, 7))
    extend_snapshot(other, EAST, AUTUMN, street, tmp_path / "snapshots", now)
    assert len(answers_to(folder, "safe")) == 2


def test_what_an_interrupted_extension_left_is_swept(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """A part that is on no list is neither read nor kept."""
    collect(east_office, street, range(3))
    folder = extend()
    (find_area(folder, "pines") / "part-9.parquet").write_bytes(b"half a part")
    assert len(answers_to(folder, "safe")) == 3
    collect(east_office, street, range(3, 4))
    extend()
    assert parts_of(folder) == ["part-0.parquet", "part-1.parquet"]


def test_a_reader_goes_on_while_parts_are_merged(
    east_office: Database, street: Questionnaire, extend: Extend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader whose part was merged away meanwhile reads the merged one."""
    collect(east_office, street, range(2), "mill")
    collect(east_office, street, range(2, 4))
    folder = extend()
    monkeypatch.setattr(snapshot, "MOST_RECORDS", 1)
    reader = read_snapshot(folder)
    next(reader)
    monkeypatch.setattr(snapshot_growth, "MOST_PARTS", 1)
    collect(east_office, street, range(4, 5))
    extend()
    assert len(next(reader).records) == 3


def test_a_reader_skips_who_left_meanwhile(
    east_office: Database, street: Questionnaire, extend: Extend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A neighbourhood whose last response is withdrawn while others are read is left out."""
    collect(east_office, street, range(2), "mill")
    [only] = collect(east_office, street, range(2, 3))
    folder = extend()
    monkeypatch.setattr(snapshot, "MOST_RECORDS", 1)
    reader = read_snapshot(folder)
    next(reader)
    correct(east_office, only, consent="refused")
    extend()
    assert list(reader) == []


def test_answers_are_read_when_they_are_asked_for(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """A reader that names no questions reads them later, the last of several parts counting."""
    first, *_ = collect(east_office, street, range(3))
    extend()
    correct(east_office, first, answers={"safe": "disagree", "light": "agree"})
    [kept] = read_snapshot(extend(), ["safe"])
    [part] = read_snapshot(extend())
    assert len(parts_of(extend())) == 2
    assert positions_of(part, "safe") == positions_of(kept, "safe")
    assert sorted(positions_of(part, "safe")) == [0, 0, 1]


def test_a_snapshot_that_changes_under_the_reader_is_a_sentence(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """Answers of other records than those that were opened are never given."""
    first, *_ = collect(east_office, street, range(3))
    [part] = read_snapshot(extend())
    correct(east_office, first, consent="refused")
    extend()
    with pytest.raises(MahallaError, match="changed while it was read"):
        part.read(["safe"])


def test_other_programs_read_the_folder(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """pandas reads a snapshot's folder as it is: the list of parts is not in its way."""
    collect(east_office, street, range(3), "mill")
    read = pd.read_parquet(extend(), columns=["area", "answer:safe"])
    assert (set(read["area"]), len(read)) == ({"mill"}, 3)


def test_a_lost_part_is_an_error(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """Answers whose file somebody deleted are never left out in silence."""
    collect(east_office, street, range(2))
    folder = extend()
    (find_area(folder, "pines") / "part-0.parquet").unlink()
    with pytest.raises(FileNotFoundError):
        list(read_snapshot(folder))


def test_other_waves_and_projects_stay_out(
    east_office: Database, street: Questionnaire, extend: Extend
) -> None:
    """A snapshot has one wave."""
    collect(east_office, street, range(2))
    extend()
    submit(east_office, "test", replace(interview(street, 2), wave=SPRING.id))
    assert len(answers_to(extend(), "safe")) == 2


def test_many_changes_are_read_in_one_go(
    east_office: Database, street: Questionnaire, extend: Extend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import is read like the wave it belongs to, and nothing of it twice."""
    collect(east_office, street, range(2))
    folder = extend()
    monkeypatch.setattr(snapshot, "FEW", 2)
    monkeypatch.setattr(snapshot, "CHUNK", 2)
    collect(east_office, street, range(2, 7))
    extend()
    assert [part.rows for part in read_state(folder).parts["pines"]] == [2, 5]


def test_no_more_waits_than_fits(
    east_office: Database, street: Questionnaire, extend: Extend, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A very large wave is written piece by piece, and is the same then."""
    monkeypatch.setattr(snapshot_growth, "MOST_WAITING", 3)
    monkeypatch.setattr(snapshot, "CHUNK", 2)
    collect(east_office, street, range(7))
    folder = extend()
    assert [part.rows for part in read_state(folder).parts["pines"]] == [4, 3]
    assert sorted(answers_to(folder, "safe")) == [0, 0, 1, 1, 2, 2, 2]


def test_a_question_called_like_a_column(
    east_office: Database, street_source: str, now: datetime, tmp_path: Path
) -> None:
    """A question may be called `weight` or `household`."""
    source = street_source.replace("id: safe", "id: weight").replace("id: light", "id: household")
    named = parse_questionnaire(source, "street.yaml")
    keep_version(east_office, now, "test", named, source)
    one = replace(interview(named, 1), answers={"weight": "neither"})
    submit(east_office, "test", one)
    [part] = read_snapshot(extend_snapshot(east_office, EAST, AUTUMN, named, tmp_path, now))
    assert (part.records.weight.tolist(), positions_of(part, "weight")) == ([1.0], [1])


@pytest.mark.parametrize("name", ["محله ۵", "a/b", "..", "ÄÖ" * 60])
def test_any_name_can_be_a_folder(name: str) -> None:
    """Names of places become names of folders on every file system, each its own."""
    written = write_name(name)
    assert len(written) <= 200
    assert not set(written) & set("/\\ ")
    assert written not in (".", "..")
    assert write_name(name + "x") != written


names = st.sampled_from(["", "a", "b", "c"])
people = st.lists(
    st.tuples(
        st.sampled_from(["pines", "mill"]),
        names,
        names,
        names,
        st.sampled_from(["agree", "neither", None]),
        st.sampled_from([None, 0.0, 2.5]),
    ),
    max_size=12,
)


@given(people=people, cut=st.integers(0, 12))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_snapshot_says_what_the_frames_say(
    tmp_path_factory: pytest.TempPathFactory,
    street: Questionnaire,
    street_source: str,
    now: datetime,
    people: list[tuple[str, str, str, str, str | None, float | None]],
    cut: int,
) -> None:
    """However it grew, a snapshot gives the frames of scoring: answers, weights, design."""
    folder = tmp_path_factory.mktemp("grown")
    office = open_database(place_database(folder / "office.db"))
    save_project(office, now, "test", EAST)
    keep_version(office, now, "test", street, street_source)
    for number, (place, household, psu, stratum, safe, weight) in enumerate(people):
        if number == cut:
            extend_snapshot(office, EAST, AUTUMN, street, folder, now)
        one = interview(street, number, safe, place)
        given = {"safe": safe} if safe else {}
        one = replace(one, household=household, psu=psu, stratum=stratum, weight=weight)
        submit(office, "test", replace(one, answers=given))
    here = extend_snapshot(office, EAST, AUTUMN, street, folder, now)
    office.close()
    stored = list(responses_of(office, "east", "autumn", EVER))
    frame, positions = lay_out(street, [read_respondent(street, one, now) for one in stored])
    order = np.argsort(frame["area"].to_numpy(), kind="stable")
    expected = take_partition(frame.iloc[order], positions.iloc[order])
    parts = list(read_snapshot(here))
    assert sum(len(part.records) for part in parts) == len(people)
    for part in parts:
        assert describe(part.records) == describe(expected.records)
        for name in ("safe", "light"):
            assert positions_of(part, name) == positions_of(expected, name)


def describe(records: Records) -> dict[str, list[object]]:
    return {
        "area": [records.areas[place] for place in records.area],
        "stratum": [records.strata[place] for place in records.stratum],
        "household": records.household.tolist(),
        "psu": records.psu.tolist(),
        "weight": records.weight.tolist(),
        "household_weight": records.household_weight.tolist(),
    }


def test_a_hidden_question_is_structural(
    east_office: Database, street_source: str, now: datetime, tmp_path: Path
) -> None:
    """A question that was not asked has the position of what does not apply."""
    source = street_source.replace("{id: light, ", "{id: light, show_if: {q: safe, is: agree}, ")
    asked = parse_questionnaire(source, "street.yaml")
    keep_version(east_office, now, "test", asked, source)
    submit(
        east_office, "test", replace(interview(asked, 1, "neither"), answers={"safe": "neither"})
    )
    folder = extend_snapshot(east_office, EAST, AUTUMN, asked, tmp_path, now)
    assert answers_to(folder, "light") == [STRUCTURAL]
