"""Guessing made slow: how often somebody was wrong, and how long they wait before the next try.

A device that has signed in to an account before is counted by itself, so that nobody elsewhere can
keep the owner out. Elsewhere three counts are kept: of the account from this address, of the
account from everywhere, and of the address. The last holds up only accounts that were mistyped
there, so that one device cannot keep a whole office out.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import digest
from ipaddress import IPv6Address, ip_address
from math import ceil

from survey.storage.database import Database

FORGOTTEN = timedelta(days=1)
"""After such a time without another mistake nothing is left of a count."""

IPV6_PREFIX = 64
"""So many bits of an address are one household or office: the rest changes at will."""

NO_WAIT = timedelta()


@dataclass(frozen=True)
class Pace:
    """How waits grow: after `free` mistakes each further one doubles the wait, up to `longest`.

    With every `eased` that passes without a mistake one is forgotten.
    """

    free: int
    first: timedelta
    longest: timedelta
    eased: timedelta

    def count(self, failures: int, since: timedelta) -> int:
        """Return how many of these mistakes still count."""
        return max(0, failures - int(since / self.eased))

    def wait(self, failures: int, since: timedelta) -> timedelta:
        """Return how long to wait yet after so many mistakes, so long after the last one."""
        over = failures - self.free
        whole = self.first * 2 ** min(over - 1, 20) if over > 0 else NO_WAIT
        return max(NO_WAIT, min(self.longest, whole) - since)


HERE = Pace(5, timedelta(seconds=5), timedelta(minutes=15), timedelta(minutes=15))
"""One account, mistyped on one device or at one address."""

ACCOUNT = Pace(30, timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=5))
"""One account, mistyped anywhere."""

ADDRESS = Pace(20, timedelta(seconds=2), timedelta(minutes=1), timedelta(minutes=1))
"""Many accounts at one address."""

FLOOD = Pace(300, timedelta(seconds=1), timedelta(seconds=10), timedelta(minutes=1))
"""So many at one address that no office can be the cause: every new device there waits."""


@dataclass(frozen=True)
class Try:
    """Somebody who wants to sign in; `device` is empty where this one never opened the account."""

    account: str
    address: str
    device: str = ""

    @property
    def subjects(self) -> list[str]:
        """What is counted, the narrowest first."""
        if self.device:
            return [f"device {self.device} {self.account}"]
        place = find_network(self.address)
        return [f"here {place} {self.account}", f"account {self.account}", f"address {place}"]


@dataclass(frozen=True)
class Count:
    """What is known of one subject; `last_at` is empty where nothing is."""

    subject: str
    failures: int = 0
    last_at: str = ""

    def since(self, now: datetime) -> timedelta:
        """Return how long ago the last mistake was."""
        return now - datetime.fromisoformat(self.last_at) if self.last_at else FORGOTTEN


@dataclass(frozen=True)
class Counted:
    """A count before a try and with it."""

    before: Count
    after: Count


@dataclass(frozen=True)
class Begun:
    """A try that counts as wrong until it turns out right, or how many seconds it has to wait."""

    counted: tuple[Counted, ...] = ()
    seconds: int = 0


def begin_try(tx: Database, now: datetime, key: str, one: Try) -> Begun:
    """Count a try, or say how long to wait. Call it in a transaction.

    It is counted before the password is looked at: many threads cannot guess in between.
    """
    tx.execute("delete from attempts where last_at <= :old", old=(now - FORGOTTEN).isoformat())
    counts = [_read(tx, _hash(key, subject)) for subject in one.subjects]
    pairs = list(zip(counts, _choose_paces(counts), strict=True))
    seconds = max(_count_seconds(count, pace, now) for count, pace in pairs)
    if seconds:
        return Begun(seconds=seconds)
    counted = tuple(Counted(count, _add(count, pace, now)) for count, pace in pairs)
    for one_more in counted:
        tx.upsert("attempts", asdict(one_more.after), ["subject"])
    return Begun(counted)


def take_back(tx: Database, begun: Begun) -> None:
    """Count a try no longer, because nothing was wrong with it. Call it in a transaction.

    Where nobody was wrong in the meantime, all is as it was before.
    """
    for one in begun.counted:
        restored = tx.execute(
            """
            update attempts set failures = :failures, last_at = :last_at
            where subject = :subject and failures = :counted and last_at = :at
            """,
            **asdict(one.before),
            counted=one.after.failures,
            at=one.after.last_at,
        )
        if not restored:
            tx.execute(
                "update attempts set failures = failures - 1 where subject = :subject",
                subject=one.before.subject,
            )
    tx.execute("delete from attempts where failures <= 0")


def forgive(tx: Database, begun: Begun) -> None:
    """Forget the mistakes of who has now signed in; what was wrong elsewhere stays counted."""
    take_back(tx, begun)
    if not begun.counted:
        return
    tx.execute(
        "delete from attempts where subject = :subject", subject=begun.counted[0].before.subject
    )


def name_account(key: str, account: str) -> str:
    """Name an account for a cookie that tells nobody which one it is."""
    return _hash(key, f"known {account}")[:22]


def _choose_paces(counts: Sequence[Count]) -> list[Pace]:
    if len(counts) == 1:
        return [HERE]
    return [HERE, ACCOUNT, ADDRESS if counts[0].failures else FLOOD]


def _count_seconds(count: Count, pace: Pace, now: datetime) -> int:
    return ceil(pace.wait(count.failures, count.since(now)).total_seconds())


def _read(tx: Database, subject: str) -> Count:
    rows = tx.query("select * from attempts where subject = :subject", subject=subject)
    return Count(**rows[0]) if rows else Count(subject)


def _add(count: Count, pace: Pace, now: datetime) -> Count:
    failures = pace.count(count.failures, count.since(now)) + 1
    return Count(count.subject, failures, now.isoformat())


def find_network(address: str) -> str:
    """Return an address, or of a long one the part that a household or office keeps."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or int(found) >> (128 - IPV6_PREFIX))


def _hash(key: str, subject: str) -> str:
    """Hash with the key of the site: whoever reads the database learns no address and no name."""
    return digest(key.encode(), f"attempt {subject}".encode(), sha256).hex()
