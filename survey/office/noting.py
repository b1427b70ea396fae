"""Noting what somebody did in the office that changes nothing and still matters: what went out."""

from survey.accounts.guard import actor
from survey.site import current_site
from survey.storage.audit import record
from survey.storage.database import Value


def note_action(action: str, subject: str, **detail: Value) -> None:
    """Write an entry of the audit trail for who asks now."""
    site, who = current_site(), actor()
    now = site.clock()
    site.writer.write(lambda tx: record(tx, now, who, action, subject, detail))
