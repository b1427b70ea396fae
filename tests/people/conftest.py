"""The site of the accounts' tests, with somebody of each kind signed in."""

from tests.accounts.conftest import add, app, client, clock, site

__all__ = ["add", "app", "client", "clock", "site"]
