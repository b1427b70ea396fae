"""Asking for the password once more, before something changes by which an account is opened."""

from survey.accounts.credentials import credentials_of
from survey.accounts.model import Person
from survey.accounts.passwords import BUSY, BusyError
from survey.accounts.signing import begin_here, hasher, say_wait, write
from survey.accounts.throttle import forgive, take_back
from survey.errors import N_
from survey.site import current_site, reader_language

WRONG = N_("This is not your present password.")


def confirm(person: Person, typed: str) -> str:
    """Return what is wrong with the password that a person typed; empty where it is theirs."""
    language = reader_language()
    begun = begin_here(person.name)
    if begun.seconds:
        return say_wait(language, begun.seconds)
    try:
        kept = credentials_of(current_site().database, person.id).password
        is_right = hasher().is_right(typed, kept)
    except BusyError:
        write(lambda tx: take_back(tx, begun))
        return language.gettext(BUSY)
    if not is_right:
        return language.gettext(WRONG)
    write(lambda tx: forgive(tx, begun))
    return ""
