"""A withdrawal leaves nothing behind: every byte that is kept is looked through."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile, is_zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.locale import load_languages
from survey.reports.archive.make import make_archive
from survey.reports.archive.manifest import load_manifest
from survey.reports.archive.model import Wish
from survey.reports.files import hold
from survey.reports.jobs.model import Job, find_folder, find_job, save_job
from survey.reports.look import Look
from survey.reports.make import keep_report
from survey.responses.attachments import keep_attachment
from survey.responses.drafts import save_draft
from survey.responses.ids import import_id
from survey.responses.model import Draft, Submission
from survey.responses.receipts import give_receipt
from survey.responses.store import find_hash, find_response, responses_of, submit
from survey.results.dirty import LiveSums
from survey.results.freeze import freeze
from survey.results.snapshot import extend_snapshot, read_snapshot
from survey.results.store import find_release, latest_release
from survey.rights.withdraw import EVER, clear_traces, withdraw, withdraw_here
from survey.settings import own_folder
from survey.site import Site
from survey.storage.audit import find_break
from survey.voices.model import Quote
from survey.voices.store import quotes_of, replace_quotes
from tests.databases import SERVER, read_bytes
from tests.rights.conftest import EARLY, MARKER, MINE, NOW, PROJECT, answer

WORD = b"Zamburak"
AUTUMN = PROJECT.waves[0]


def read_everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file below a folder with its bytes, and those packed in it."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if "translations" in file.parts or "questionnaires" in file.parts:
            continue
        yield file.name, file.read_bytes()
        if is_zipfile(file):
            with ZipFile(file) as packed:
                for name in packed.namelist():
                    yield f"{file.name}/{name}", packed.read(name)


def find_word(folder: Path, word: bytes = WORD) -> list[str]:
    return [name for name, content in read_everything(folder) if word in content]


@pytest.fixture
def crowd(site: Site, wishes) -> list[Submission]:
    """Twelve households of the Pines; the first is ours."""
    others = [
        answer(
            wishes,
            import_id("wishes", str(number)),
            household=f"h{number}",
            answers={"trust": ("partly", "fully")[number % 2], "wish": f"Trees, {number} of them"},
        )
        for number in range(11)
    ]
    people = [answer(wishes, household="Zamburak-7"), *others]
    for one in people:
        submit(site.database, "test", one)
    return people


def extend(site: Site, wishes) -> Path:
    snapshots = site.settings.snapshot_folder
    return extend_snapshot(site.database, PROJECT, AUTUMN, wishes, snapshots, NOW)


def print_everything(site: Site) -> None:
    """Let the office choose our words, and print them."""
    quote = Quote(MINE, "wish", "pines", MARKER, "en")
    with site.database.transaction() as tx:
        replace_quotes(tx, NOW, "office", ("east", "autumn", "pines"), [quote])
    release, languages = latest_release(site.database, "east"), load_languages_of(site)
    keep_report(release, "pines", languages["en"], site.settings.reports)
    folder = find_folder(site.settings, "east")
    with hold(folder):
        wish = Wish((languages["en"],), ("neighbourhood",), Look())
        make_archive([release], wish, languages, folder, processes=1)
    save_job(site.settings, Job("east", ("en",), ("neighbourhood",), state="done", done=2, of=2))


def load_languages_of(site: Site):
    return load_languages(site.settings.translations)


def test_nothing_is_left_anywhere(site, wishes, crowd):
    """Database, log, snapshot, printed page and ZIP: the words and the household are gone."""
    database, home = site.database, own_folder(site.settings.database)
    later = replace(crowd[0], revises=find_hash(database, MINE), answers={"wish": f"{MARKER}!"})
    conflict = replace(crowd[0], answers={"wish": f"{MARKER}?"}, paradata={"notes": MARKER})
    for one in (later, conflict):
        submit(database, "test", one)
    later = replace(later, answers={"wish": MARKER}, revises=find_hash(database, MINE))
    submit(database, "test", later)
    save_draft(
        database,
        Draft(
            id=MINE,
            questionnaire="wishes",
            version=wishes.version,
            language="en",
            section="street",
            answers={"wish": f"{MARKER}, I said"},
            started_at=NOW,
            updated_at=NOW,
            revises=find_hash(database, MINE),
        ),
    )
    keep_attachment(database, MINE, WORD * 3000, "jpg", NOW)
    give_receipt(database, MINE, bytes(8))
    freeze(database, "test", PROJECT, AUTUMN, wishes, NOW)
    extend(site, wishes)
    print_everything(site)
    before = find_word(home)
    assert {
        "east-pines-neighbourhood-en.html",
        "everything.zip/east-pines-neighbourhood-en.html",
    } <= {*before}
    assert SERVER or any(name.startswith("mahalla.db") for name in before)
    assert WORD in read_bytes(database)
    assert find_word(home / "snapshots", MINE.bytes)

    assert withdraw_here(site, "respondent", MINE, "receipt")

    assert find_word(home) == []
    assert WORD not in read_bytes(database)
    assert find_word(home / "snapshots", MINE.bytes) == []
    assert find_break(database) is None


def test_the_figures_that_were_released_stay(site, wishes, crowd):
    """A frozen release is the same after a withdrawal, without the words that were printed."""
    before = freeze(site.database, "test", PROJECT, AUTUMN, wishes, NOW)
    withdraw_here(site, "respondent", MINE, "receipt")
    after = find_release(site.database, PROJECT)
    assert after.scores.equals(before.scores)
    assert after.responses == 12
    assert quotes_of(site.database, "east", "autumn", NOW) == []


def test_live_figures_no_longer_count_it(site, wishes, crowd):
    """The neighbourhood is dirty and summed up again without who withdrew."""
    sums = LiveSums(wishes, extend(site, wishes))
    sums.refresh()
    withdraw_here(site, "respondent", MINE, "receipt")
    extend(site, wishes)
    assert sums.refresh() == {"pines"}
    [part] = read_snapshot(sums.folder)
    assert len(part.records) == 11


def test_a_snapshot_that_is_behind_does_not_bring_it_back(site, wishes, crowd):
    """What was written since the last extension stays out, and later ones leave it so."""
    folder = extend(site, wishes)
    late = answer(wishes, UUID(int=7), household="Zamburak-8")
    submit(site.database, "test", late)
    for one in (MINE, late.id):
        withdraw_here(site, "respondent", one, "receipt")
    extend(site, wishes)
    [part] = read_snapshot(folder)
    assert len(part.records) == 11


def test_printed_copies_of_other_places_stay(site, wishes, crowd):
    """Only what may print the words is removed; the office sees that something is missing."""
    for number in range(12):
        one = answer(wishes, import_id("mill", str(number)), neighbourhood="mill")
        submit(site.database, "test", replace(one, household=f"m{number}"))
    freeze(site.database, "test", PROJECT, AUTUMN, wishes, NOW)
    print_everything(site)
    withdraw_here(site, "respondent", MINE, "receipt")
    folder = find_folder(site.settings, "east")
    assert list(load_manifest(folder).copies) == ["east-mill-neighbourhood-en"]
    assert (folder / "east-mill-neighbourhood-en.pdf").is_file()
    assert "pines" not in (folder / "index.html").read_text("utf-8")
    assert find_job(site.settings, "east").state == "stopped"


def test_who_wrote_no_sentence_leaves_the_prints_alone(site, wishes, crowd):
    """Where no word can have been printed nothing has to be printed again."""
    silent = answer(wishes, UUID(int=9), answers={"trust": "fully"})
    submit(site.database, "test", silent)
    freeze(site.database, "test", PROJECT, AUTUMN, wishes, NOW)
    print_everything(site)
    withdraw_here(site, "respondent", silent.id, "receipt")
    assert (find_folder(site.settings, "east") / "everything.zip").is_file()


def test_what_is_not_there_is_told(site, crowd):
    """An id that nobody sent, or that was withdrawn, is not withdrawn again."""
    assert withdraw_here(site, "respondent", MINE, "receipt")
    assert not withdraw_here(site, "respondent", MINE, "receipt")
    entries = site.database.query("select 1 from audit where action = 'response.withdrawn'")
    assert len(entries) == 1


def test_the_trail_says_who_and_never_what(site, crowd):
    """Actor, place and way are in the entry; no answer, no household."""
    withdraw_here(site, "person:1", MINE, "office")
    [entry] = site.database.query("select * from audit where action = 'response.withdrawn'")
    assert (entry["actor"], entry["subject"]) == ("person:1", f"response:{MINE}")
    assert (entry["project"], entry["neighbourhood"]) == ("east", "pines")
    assert WORD.decode() not in str(entry)


def test_the_answers_of_others_stay_as_they_are(site, crowd):
    """Withdrawing one response changes no other."""
    withdraw_here(site, "respondent", MINE, "receipt")
    left = responses_of(site.database, "east", "autumn", EVER)
    assert sorted(left, key=str) == sorted(crowd[1:], key=str)


@given(st.lists(st.integers(0, 11), max_size=6), st.lists(st.integers(0, 11), max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_sent_and_withdrawn_in_any_order(site, crowd, gone, again):
    """Whoever withdrew stays away, whatever is sent or withdrawn later."""
    for number in gone:
        found = withdraw(site.database, NOW, "test", crowd[number].id, "office")
        clear_traces(site.database, site.settings, [found] if found else [])
    for number in again:
        submit(site.database, "test", crowd[number])
    for number in gone:
        assert find_response(site.database, crowd[number].id, EVER) is None
    assert EARLY < NOW
