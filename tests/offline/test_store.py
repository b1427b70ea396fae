"""What a tablet keeps: ids, drafts, what is finished, sealed; and nothing twice."""

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Error

from survey.responses.ids import make_id
from survey.responses.receipts import make_code, write_code
from tests.offline.conftest import HEAD, finish, run, stop_uploads, wait_until

pytestmark = pytest.mark.browser


def test_an_id_is_a_uuid_of_version_7(page):
    """An id says when it was taken to the millisecond, as those of the server do."""
    taken = run(page, "ids", "m.takeId(1795339800123, new Uint8Array(10).fill(171))")
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=1795339800123)
    made = make_id(moment, bytes(10))
    assert (UUID(taken).version, UUID(taken).variant) == (made.version, made.variant)
    assert UUID(taken).int >> 80 == made.int >> 80


def test_two_taps_take_two_ids(desk, office):
    """Two interviews that begin before anything was waited for are two drafts."""
    ids = run(
        desk,
        "store",
        """m.openStore().then((store) => Promise.all([store.begin(given), store.begin(given)]))
           .then((drafts) => drafts.map((draft) => draft.id))""",
        {**HEAD, "key": office.key},
    )
    kept = run(desk, "store", "m.openStore().then((store) => store.drafts())")
    assert len(set(ids)) == 2
    assert sorted(draft["id"] for draft in kept) == sorted(ids)


@pytest.mark.parametrize("random", ["0000000000000000", "00000000000000ff", "fedcba9876543210"])
def test_a_receipt_has_the_code_of_the_server(page, random):
    """The same random bytes are the same code, in the digits of the language."""
    digits = "۰۱۲۳۴۵۶۷۸۹"
    code = run(page, "receipt", "m.makeCode(given)", random)
    written = run(page, "receipt", "m.writeCode(m.makeCode(given[0]), given[1])", [random, digits])
    assert code == make_code(bytes.fromhex(random))
    assert written == write_code(code, digits)


def test_a_moment_says_how_far_it_is_from_utc(chromium, office):
    """A device in Tehran writes its own time with its offset."""
    context = chromium.new_context(timezone_id="Asia/Tehran")
    page = context.new_page()
    page.goto(f"{office.address}/collect/en/")
    written = run(page, "ids", "m.writeMoment(new Date(1795339800123))")
    context.close()
    assert written.endswith("+03:30")
    assert datetime.fromisoformat(written).timestamp() == 1795339800.123


def test_what_is_finished_is_sealed_and_its_draft_is_gone(desk, office):
    """In the outbox lies an envelope that the office opens and the tablet cannot read."""
    stop_uploads(desk)
    done = finish(desk, office)
    [record] = list_sealed(desk)
    assert run(desk, "store", "m.openStore().then((store) => store.drafts())") == []
    assert b"q-age" not in bytes(record["blob"])
    assert b'"q-age", "34"' in office.open(bytes(record["blob"])).replace(b",", b", ")
    assert make_code(bytes.fromhex(opened(office, record)["receipt"])) == done["code"]


def list_sealed(desk) -> list[dict]:
    """Return what is in the outbox, with its bytes as numbers."""
    return run(
        desk,
        "outbox",
        "m.listUnsent().then((all) => all.map((one) => ({ ...one, blob: [...one.blob] })))",
    )


def opened(office, record) -> dict:
    return json.loads(office.open(bytes(record["blob"])))


def test_a_package_has_the_keys_of_the_contract_and_no_other(desk, office):
    """What the server reads is what the tablet packs."""
    stop_uploads(desk)
    finish(desk, office)
    [record] = list_sealed(desk)
    package = opened(office, record)
    assert set(package) == {
        "format", "id", "project", "form", "version", "language", "neighbourhood", "household",
        "facilitator", "mode", "consent", "consent_text", "started_at", "consented_at",
        "finished_at", "zone", "elapsed_ms", "offset_ms", "order", "receipt", "typed", "files",
        "revises",
    }  # fmt: skip
    assert package["typed"] == [["people", [["q-age", "34"]]]]
    assert isinstance(package["offset_ms"], int)
    assert re.fullmatch("[0-9a-f]{16}", package["receipt"])


def test_finishing_twice_is_finishing_once(desk, office):
    """Two taps on the last button, faster than sealing, leave one interview and show its code."""
    stop_uploads(desk)
    codes = run(
        desk,
        "store",
        """m.openStore().then(async (store) => {
          const draft = await store.begin(given);
          const done = await Promise.all([store.finish(draft), store.finish(draft)]);
          return done.map(({ code }) => code);
        })""",
        {**HEAD, "key": office.key},
    )
    [record] = list_sealed(desk)
    assert codes == [make_code(bytes.fromhex(opened(office, record)["receipt"]))] * 2


def test_what_is_finished_is_not_finished_again_later(desk, office):
    """A page that still holds what was sent long ago makes no second one of it."""
    done = finish(desk, office)
    wait_until(desk, lambda: run(desk, "outbox", "m.listSent()"))
    run(desk, "store", "m.openStore().then((store) => store.forgetCode())")
    with pytest.raises(Error, match="finished"):
        run(
            desk,
            "store",
            "m.openStore().then((store) => store.finish(given))",
            {**HEAD, "key": office.key, "id": done["id"], "files": [], "typed": {}},
        )
    assert run(desk, "outbox", "m.countUnsent()") == 0


def test_a_draft_that_the_browser_lost_is_kept_again(desk, office):
    """Where the memory was cleared under an open interview, its next change brings it back."""
    kept = run(
        desk,
        "store",
        f"""m.openStore().then(async (store) => {{
          const draft = await store.load((await store.begin(given)).id);
          {CLEAR}
          draft.typed = {{ people: [["q-age", "34"]] }};
          await store.save(draft);
          return store.drafts();
        }})""",
        {**HEAD, "key": office.key},
    )
    assert [draft["typed"] for draft in kept] == [{"people": [["q-age", "34"]]}]


def test_what_the_browser_lost_is_finished_all_the_same(desk, office):
    """A receipt is shown only for what lies in the outbox, also after the memory was cleared."""
    stop_uploads(desk)
    done = run(
        desk,
        "store",
        f"""m.openStore().then(async (store) => {{
          const draft = await store.load((await store.begin(given)).id);
          {CLEAR}
          return store.finish(draft);
        }})""",
        {**HEAD, "key": office.key},
    )
    [record] = list_sealed(desk)
    assert make_code(bytes.fromhex(opened(office, record)["receipt"])) == done["code"]


CLEAR = """const { change, ask } = await import(
  document.querySelector("link[href$='/desk.css']").href.replace("desk.css", "database.js"));
await change(["drafts"], (at) => ask(at("drafts").clear()));"""


def test_what_somebody_has_open_is_not_thrown_away(desk, office, context):
    """A list that was drawn before another tab opened the interview deletes nothing of it."""
    begin = "m.openStore().then((store) => store.begin(given))"
    begun = run(desk, "store", begin, {**HEAD, "key": office.key})
    other = context.new_page()
    other.goto(f"{office.address}/collect/en/")
    run(other, "store", "m.openStore().then((store) => store.load(given))", begun["id"])
    drop = "m.openStore().then((store) => store.drop(given)).then(() => undefined)"
    run(desk, "store", drop, begun["id"])
    assert len(run(desk, "store", "m.openStore().then((store) => store.drafts())")) == 1
    other.close()
    there = "m.openStore().then((store) => store.drafts())"
    wait_until(desk, lambda: run(desk, "store", drop, begun["id"]) or not run(desk, "store", there))


def test_a_photo_that_comes_late_is_not_left_behind_in_plain(desk, office):
    """What was still being made small when the interview was finished is not kept beside it."""
    stop_uploads(desk)
    with pytest.raises(Error, match="finished"):
        run(
            desk,
            "store",
            """m.openStore().then(async (store) => {
              const draft = await store.begin(given);
              await store.finish(draft);
              await store.keepFile(draft, new Blob(["a photo"], { type: "image/jpeg" }));
            })""",
            {**HEAD, "key": office.key},
        )
    assert run(desk, "database", 'm.look(["blobs"], (at) => m.ask(at("blobs").count()))') == 0


def test_a_database_that_would_not_open_is_tried_again(page):
    """Where there was no room even to open it, it opens once there is."""
    said = run(
        page,
        "database",
        """(async () => {
          const other = await import(given.replace("desk.css", "database.js") + "?fresh");
          const open = IDBFactory.prototype.open;
          IDBFactory.prototype.open = () => { throw new DOMException("", "QuotaExceededError"); };
          const first = await other.writeNote("probe", 1).catch((error) => error.name);
          IDBFactory.prototype.open = open;
          await other.writeNote("probe", 2);
          return [first, await other.readNote("probe")];
        })()""",
        page.evaluate("document.querySelector(\"link[href$='/desk.css']\").href"),
    )
    assert said == ["QuotaExceededError", 2]


def test_finishing_happens_as_a_whole_or_not_at_all(desk, office):
    """Where the draft cannot be taken away, nothing has been put into the outbox either."""
    with pytest.raises(Error, match="no room"):
        run(
            desk,
            "store",
            """m.openStore().then(async (store) => {
              const draft = await store.begin(given);
              const remove = IDBObjectStore.prototype.delete;
              IDBObjectStore.prototype.delete = function (key) {
                if (this.name === "drafts") throw new Error("no room");
                return remove.call(this, key);
              };
              await store.finish(draft).finally(() => {
                IDBObjectStore.prototype.delete = remove;
              });
            })""",
            {**HEAD, "key": office.key},
        )
    assert run(desk, "outbox", "m.listUnsent()") == []
    assert len(run(desk, "store", "m.openStore().then((store) => store.drafts())")) == 1


def test_saving_after_the_end_brings_nothing_back(desk, office):
    """A change that is saved late does not make a draft of what is finished."""
    stop_uploads(desk)
    run(
        desk,
        "store",
        """m.openStore().then(async (store) => {
          const draft = await store.begin(given);
          await store.finish(draft);
          await store.save(draft);
        })""",
        {**HEAD, "key": office.key},
    )
    assert run(desk, "store", "m.openStore().then((store) => store.drafts())") == []


def test_a_draft_that_cannot_be_sealed_stays_a_draft(desk, office):
    """Where the key is unfit nothing is finished, and nothing is lost."""
    with pytest.raises(Error):
        run(
            desk,
            "store",
            "m.openStore().then(async (store) => store.finish(await store.begin(given)))",
            {**HEAD, "key": {"id": "x", "public": "AAAA"}},
        )
    assert len(run(desk, "store", "m.openStore().then((store) => store.drafts())")) == 1
    assert run(desk, "outbox", "m.listUnsent()") == []


def test_files_are_sealed_with_their_interview(desk, office):
    """A photo lies in plain beside its draft, and sealed beside what is finished."""
    stop_uploads(desk)
    name = run(
        desk,
        "store",
        """m.openStore().then(async (store) => {
          const draft = await store.begin(given);
          const name = await store.keepFile(draft, new Blob(["a photo"], { type: "image/jpeg" }));
          draft.typed = { people: [["q-photo", name]] };
          const back = await (await store.file(name)).text();
          await store.finish(draft);
          return [name, back, await store.file(name)];
        })""",
        {**HEAD, "key": office.key},
    )
    kept = run(
        desk,
        "database",
        """m.look(["blobs"], (at) => m.ask(at("blobs").getAll()))
           .then((all) => all.map((one) => [...new Uint8Array(one.content)]))""",
    )
    assert re.fullmatch(r"[0-9a-f]{64}\.jpg", name[0])
    assert name[1:] == ["a photo", None]
    assert [office.open(bytes(content)) for content in kept] == [b"a photo"]


def test_a_file_that_was_taken_back_goes_nowhere(desk, office):
    """What was removed from a draft is neither kept nor sent."""
    stop_uploads(desk)
    run(
        desk,
        "store",
        """m.openStore().then(async (store) => {
          const draft = await store.begin(given);
          const name = await store.keepFile(draft, new Blob(["a photo"], { type: "image/jpeg" }));
          await store.dropFile(draft, name);
          await store.finish(draft);
        })""",
        {**HEAD, "key": office.key},
    )
    assert run(desk, "database", 'm.look(["blobs"], (at) => m.ask(at("blobs").count()))') == 0


def test_a_connection_that_died_is_opened_again_once(desk, office):
    """After the browser has closed the database under the page, saving works as before."""
    run(desk, "database", "m.readNote('day')")
    closed = run(
        desk,
        "database",
        """(async () => {
          const open = IDBDatabase.prototype.transaction;
          let count = 0;
          IDBDatabase.prototype.transaction = function (...given) {
            if (count++ === 0) this.close();
            return open.apply(this, given);
          };
          await m.writeNote("probe", "kept");
          IDBDatabase.prototype.transaction = open;
          return m.readNote("probe");
        })()""",
    )
    assert closed == "kept"


def test_changes_are_strict(desk):
    """Every change asks for the disk before it says that it is made."""
    durabilities = run(
        desk,
        "database",
        """(async () => {
          const seen = [];
          const open = IDBDatabase.prototype.transaction;
          IDBDatabase.prototype.transaction = function (...given) {
            const made = open.apply(this, given);
            if (made.mode === "readwrite") seen.push(made.durability);
            return made;
          };
          await m.writeNote("probe", 1);
          IDBDatabase.prototype.transaction = open;
          return seen;
        })()""",
    )
    assert durabilities == ["strict"]


def test_a_newer_database_is_opened_by_an_older_page(desk):
    """After a step was added, a page of the version before still reads and writes."""
    run(
        desk,
        "database",
        """new Promise((resolve, reject) => {
          const request = indexedDB.open("mahalla", 9);
          request.onupgradeneeded = () => request.result.createObjectStore("later");
          request.onsuccess = () => (request.result.close(), resolve());
          request.onerror = () => reject(request.error);
        })""",
    )
    desk.reload()
    run(desk, "database", "m.writeNote('probe', 'written')")
    assert run(desk, "database", "m.readNote('probe')") == "written"


def test_a_second_tab_of_a_draft_only_reads(desk, office, context):
    """Where an interview is open already it cannot be changed; when that tab goes, it can."""
    load = "m.openStore().then((store) => store.load(given)).then((draft) => draft.readonly)"
    save = """m.openStore().then(async (store) =>
      store.save(await store.load(given)).then(() => "saved", (error) => error.name))"""
    begun = run(
        desk,
        "store",
        "m.openStore().then((store) => store.begin(given))",
        {**HEAD, "key": office.key},
    )
    other = context.new_page()
    other.goto(f"{office.address}/collect/en/")
    assert run(desk, "store", load, begun["id"]) is False
    assert run(other, "store", save, begun["id"]) == "NoModificationAllowedError"
    desk.close()
    other.reload()
    assert run(other, "store", save, begun["id"]) == "saved"
