"""What goes wrong with a PostgreSQL server, in sentences; nothing of an address but its host."""

from psycopg import Error, OperationalError

from survey.errors import N_, Problem, Where
from survey.settings import Server

GONE = N_(
    "The database server does not answer. Look whether PostgreSQL runs and can be reached from "
    "here, then try again; what was acknowledged is safe."
)
PASSWORD = N_(
    "The database server does not let this user in. Check the user and the password in "
    "MAHALLA_DATABASE or in ~/.pgpass, and what pg_hba.conf allows."
)
MISSING = N_(
    "The database server has no database of this name. Create it: "
    "createdb --encoding=UTF8 --template=template0 %(name)s"
)
REFUSED = N_("The database server does not accept the connection: %(reason)s")
UNREADABLE = N_(
    "This address of a database cannot be read. Write postgresql://user@host/database, and signs "
    "such as @ and / in a password as docs/postgresql.md says."
)
FULL = N_(
    "The disk of the database server is full: nothing of this was saved. Free some space there and "
    "try again."
)
LOCKED = N_(
    "Somebody else has kept the database locked. Wait until a long import or a move is done, and "
    "try again."
)
SLOW = N_(
    "The database took too long to answer and was stopped: nothing of this was saved. Try again "
    "when less is going on."
)
FORBIDDEN = N_(
    "The user that Mahalla signs in as may not do this in the database (%(reason)s). Make that "
    "user the owner of the database."
)
READ_ONLY = N_(
    "The database server only reads: it is a copy of another one, or was set so. Name the server "
    "that also writes."
)
CROWDED = N_(
    "The database server has no connection left. Raise max_connections there, or run fewer "
    "processes of Mahalla."
)
DAMAGED = N_(
    "The database server finds its files damaged, or its disk failed. Stop Mahalla, keep a copy of "
    "the files of the server, and restore your latest backup."
)

SENTENCES = {
    "08": GONE,
    "57P": GONE,
    "25P03": GONE,
    "28": PASSWORD,
    "3D000": MISSING,
    "53100": FULL,
    "53300": CROWDED,
    "55P03": LOCKED,
    "40P01": LOCKED,
    "57014": SLOW,
    "42501": FORBIDDEN,
    "25006": READ_ONLY,
    "58": DAMAGED,
    "XX": DAMAGED,
}
"""By the code of the server, or what it begins with."""

WORDS = {
    "the database system is": GONE,
    "Connection refused": GONE,
    "No such file or directory": GONE,
    "timeout expired": GONE,
    "could not translate host name": GONE,
    "failed to resolve host": GONE,
    "closed the connection": GONE,
    "authentication failed": PASSWORD,
    "no password supplied": PASSWORD,
    "no pg_hba.conf entry": PASSWORD,
    'role "': PASSWORD,
    'database "': MISSING,
    "too many clients": CROWDED,
    "remaining connection slots": CROWDED,
}
"""By what a refusal says: before somebody is let in, there are no codes."""


def find_problem(error: Error, server: Server) -> Problem | None:
    """Find the sentence for `error`; None for what only a programmer can mend."""
    sentence = _by_code(error.sqlstate)
    if sentence is None and isinstance(error, OperationalError):
        sentence = GONE
    if sentence is None:
        return None
    reason = error.diag.message_primary or ""
    return Problem(sentence, {"reason": reason, "name": _name(server)}, Where(str(server)))


def find_refusal(error: Error, server: Server) -> Problem:
    """Find the sentence for a connection that did not come about."""
    where = Where(str(server))
    if not isinstance(error, OperationalError) or not server.is_readable:
        return Problem(UNREADABLE, where=where)  # what was said may quote a password
    said = str(error)
    sentence = _by_code(error.sqlstate) or next(
        (sentence for words, sentence in WORDS.items() if words in said), REFUSED
    )
    reason = said.partition("FATAL:")[2].strip() or said
    return Problem(sentence, {"reason": reason, "name": _name(server)}, where)


def _by_code(code: str | None) -> str | None:
    if code is None:
        return None
    return next(
        (SENTENCES[code[:length]] for length in (5, 3, 2) if code[:length] in SENTENCES), None
    )


def _name(server: Server) -> str:
    return str(server).rpartition("/")[2] or "mahalla"
