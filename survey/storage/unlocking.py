"""The vault of a database, opened with the key it knows: a lost key is never replaced in silence.

The database keeps a fingerprint of the key that sealed first. It says nothing about the key.
"""

from survey.errors import N_, MahallaError, Problem, Where
from survey.storage.database import Database
from survey.storage.sealing import BAD_KEY, Vault

PURPOSE = "fingerprint"
NO_KEY = N_(
    "The key with which names and telephone numbers are sealed is gone. Put this file back before "
    "anything more is written."
)


def unlock(database: Database) -> Vault:
    """Return the vault to seal something in; its key is made where nothing was sealed before.

    Raises MahallaError where the key is gone, or is not the one that sealed what is there.
    """
    vault, known = database.vault, _list_known(database)
    if not vault.has_key and (known or _was_used(database)):
        raise MahallaError(Problem(NO_KEY, where=Where(str(vault.path))))
    fingerprint = vault.digest(PURPOSE, "")
    if not known:
        database.insert_once("seal_keys", {"fingerprint": fingerprint})
    elif fingerprint not in known:
        raise MahallaError(Problem(BAD_KEY, where=Where(str(vault.path))))
    return vault


def _list_known(database: Database) -> list[str]:
    return [row["fingerprint"] for row in database.query("select fingerprint from seal_keys")]


def _was_used(database: Database) -> bool:
    """Tell whether something was sealed before fingerprints were kept."""
    rows = database.query(
        """
        select 1 as there from identifiers union select 1 as there from referrals
        union select 1 as there from people where totp <> ''
        """
    )
    return bool(rows)
