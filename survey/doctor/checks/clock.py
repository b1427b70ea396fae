"""The clock: that it is neither before what is known to have been, nor was ahead of itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from survey.doctor.model import Finding, Installation
from survey.errors import N_, Problem
from survey.storage.migrate import FOLDER

TITLE = N_("The clock of this computer can be right.")
BEHIND = N_(
    "The clock says %(now)s, but answers arrived at %(last)s. It is wrong now, or was then: set "
    "it, and let the computer keep it by itself (timedatectl set-ntp true). No answer is lost by "
    "it; their moments of arrival are wrong."
)
BEFORE = N_(
    "The clock says %(now)s, but this program was installed on %(built)s. Set the clock, and let "
    "the computer keep it by itself (timedatectl set-ntp true)."
)
SLACK = timedelta(minutes=5)


def look(installation: Installation) -> Iterator[Finding]:
    """Compare the clock with the last arrival and with the age of the program."""
    now = installation.now
    [row] = installation.database.query("select max(received_at) as last from responses")
    if row["last"] and datetime.fromisoformat(row["last"]) > now + SLACK:
        yield _find(BEHIND, now, last=datetime.fromisoformat(row["last"]))
    newest = max(path.stat().st_mtime for path in FOLDER.glob("*.sql"))
    built = datetime.fromtimestamp(newest, UTC)
    if built > now + SLACK:
        yield _find(BEFORE, now, built=built)


def _find(message: str, now: datetime, **moments: datetime) -> Finding:
    told = {"now": now, **moments}
    values = {
        name: one.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") for name, one in told.items()
    }
    return Finding(Problem(message, values))
