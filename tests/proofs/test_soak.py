"""Two tabs, a browser killed again and again, a rough way: what was acknowledged is there, once."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from survey.offline.files import FOLDER
from survey.responses.receipts import find_receipt
from survey.storage.open import open_database
from tests.proofs.rough import LOST, UNANSWERED, RoughWay
from tests.proofs.soaking import IN_THE_OTHER_TAB, Left, Soak, Told, speak
from tests.proofs.tablets import DELIVERED, register
from tests.proofs.world import FORM, World, list_sizes

pytestmark = pytest.mark.browser

KILLS = list_sizes(2, 12, "soak")
SEED = 20261123
AT_ONCE = IN_THE_OTHER_TAB + 1
STORE = "store.js"
Exchanged = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Counts:
    """The counts of a soak; from `lost` on they must be nought.

    Untold are those that are there though the kill came before anybody heard of their beginning.
    Lost are interviews whose receipt was shown and that are not in the database; gone are those
    begun that are neither there nor on the tablet; mixed have texts of another one; wrong were told
    anything but new or repeated, or never got away.
    """

    kills: int
    begun: int
    by_hand: int
    acknowledged: int
    stored: int
    drafts: int
    untold: int
    lost: int
    doubled: int
    mixed: int
    gone: int
    wrong: int
    errors: int
    tracebacks: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled, mixed up or stumbled over."""
        flaws = (self.lost, self.doubled, self.mixed, self.gone, self.wrong)
        return not any((*flaws, self.errors, self.tracebacks))


def test_nothing_that_a_tablet_acknowledged_is_lost_or_doubled(
    chromium: Browser, world: World
) -> None:
    """Killed at any moment, answers lost on the way: each receipt that was shown has its one
    response with the answers that were typed, and what was not finished is still on the tablet."""
    counts, met = soak(chromium, world, KILLS)
    assert counts.is_clean
    assert counts.kills == KILLS
    assert counts.by_hand >= 1
    assert counts.acknowledged >= 2 * KILLS
    assert counts.drafts >= 1
    assert counts.stored + counts.drafts == counts.begun + counts.untold
    assert counts.untold <= AT_ONCE * KILLS
    assert met[LOST]
    assert met[UNANSWERED]


TWO_TRANSACTIONS = (
    (
        """  const code = await change(["drafts", "outbox", "blobs", "receipts", "meta"],""",
        """  await change(["drafts"], (at) => ask(at("drafts").delete(draft.id)));
  await new Promise((done) => setTimeout(done, 6_000));
  const code = await change(["drafts", "outbox", "blobs", "receipts", "meta"],""",
    ),
)
"""The draft is deleted before the outbox has the interview; the seconds between them make sure that
a kill falls there."""

LATE_ID = (
    (
        "const begin = async (head) => {\n  const id = takeId();",
        """let nextId = takeId();
const begin = async (head) => {
  const id = nextId;
  await readNote("device");
  nextId = takeId();""",
    ),
    ('at("drafts").add(draft)', 'at("drafts").put(draft)'),
)
"""The next id is taken after something was waited for."""


@pytest.mark.parametrize(
    ("exchanged", "find_flaws"),
    [
        pytest.param(TWO_TRANSACTIONS, lambda counts: counts.gone, id="two transactions"),
        pytest.param(LATE_ID, lambda counts: counts.lost, id="an id taken late"),
    ],
)
def test_a_tablet_that_is_programmed_wrongly_is_caught(
    chromium: Browser, world: World, exchanged: Exchanged, find_flaws: Callable[[Counts], int]
) -> None:
    """The same proof fails for a tablet that can lose an interview: so it is one."""
    counts, _ = soak(chromium, world, 1, break_store(exchanged))
    assert find_flaws(counts) >= 1


def break_store(exchanged: Exchanged) -> bytes:
    """Return the script of the tablet's store with some words exchanged, all of which are there."""
    text = (FOLDER / STORE).read_text(encoding="utf-8")
    for old, new in exchanged:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def soak(
    chromium: Browser, world: World, kills: int, store: bytes = b""
) -> tuple[Counts, Counter[str]]:
    """Let a tablet live and be killed so often; return the counts and what met its requests."""
    known = register(world.database, FORM)
    world.start()
    way = RoughWay(world.port, SEED)
    if store:
        way.instead[STORE] = store
    tablet = Soak(chromium, world.folder / "profile", way, known, SEED)
    tablet.make_ready()
    way.is_calm = False
    for life in range(1, kills + 1):
        tablet.live(str(life))
    way.is_calm = True
    left = tablet.send_all()
    way.close()
    assert world.stop() == 0
    counts = count(world, tablet.told, left, tablet.kills)
    print(counts, dict(way.met), *tablet.told.errors[:3])
    return counts, way.met


def count(world: World, told: Told, left: Left, kills: int) -> Counts:
    """Compare what was told to facilitators with what is stored and what is on the tablet."""
    database = open_database(world.database)
    rows = database.query("select id, household, answers from responses")
    found = {mark: str(find_receipt(database, code)) for mark, code in told.finished.items()}
    database.close()
    stored = {row["id"]: (row["household"], json.loads(row["answers"])) for row in rows}
    marks = Counter(answers.get("mark", "") for _, answers in stored.values())
    ids = {answers.get("mark", ""): name for name, (_, answers) in stored.items()}
    open_ids = set(left.drafts)
    return Counts(
        kills=kills,
        begun=len(told.begun),
        by_hand=told.by_hand,
        acknowledged=len(told.finished),
        stored=len(stored),
        drafts=len(open_ids),
        untold=len((open_ids | set(stored)) - set(told.begun.values())),
        lost=len(set(told.finished) - set(marks)),
        doubled=sum(many - 1 for many in marks.values()) + len(open_ids & set(stored)),
        mixed=sum(not is_one(*one) for one in stored.values())
        + sum(ids.get(mark, name) != name for mark, name in (*found.items(), *told.begun.items()))
        + sum(not is_kept(mark, told, left) for mark in told.begun),
        gone=sum(mark not in marks and name not in open_ids for mark, name in told.begun.items()),
        wrong=left.unsent + sum(one not in DELIVERED for one in left.outcomes),
        errors=len(told.errors),
        tracebacks=world.count_tracebacks(),
    )


def is_one(household: str, answers: dict[str, str]) -> bool:
    """Whether what is stored was typed by one and the same."""
    mark = answers.get("mark", "")
    return household == mark and answers.get("speech") == speak(mark)


def is_kept(mark: str, told: Told, left: Left) -> bool:
    """Whether an open interview has its own texts, all of them where they were said to be kept."""
    draft = left.drafts.get(told.begun[mark])
    if draft is None:
        return True
    typed = dict(draft["typed"].get("all", []))
    possible = {speak(mark)} if mark in told.saved else {speak(mark), "", None}
    return (
        draft["household"] == mark
        and typed.get("q-speech") in possible
        and typed.get("q-mark") in {mark, "", None}
    )
