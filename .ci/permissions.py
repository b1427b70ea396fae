"""The page docs/permissions.md: who may do what, and behind which permission each page lies.

Write it anew after the table or a page has changed:

    uv run python .ci/permissions.py > docs/permissions.md
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import Flask

from survey.accounts.guard import is_file
from survey.accounts.permissions import ROLE_NAMES, ROLES, Permission, list_permissions
from survey.app import create_app
from survey.settings import Settings

OPENING = """\
# Who may do what

Every page says itself who may open it, and a page that says nothing is closed to everybody. A role
is given to a person for one neighbourhood, one project or everything; what lies elsewhere is, for
them, no page at all. Residents need no account: forms, codes and published results are open to all.
Who changed to their account on a shared tablet with a PIN does only what the last column names. On
the command line there are no roles: whoever may read the files of the server is its operator.

<!-- Written by `uv run python .ci/permissions.py > docs/permissions.md`; a test holds it true. -->
"""
GRANTED = "by name"
"""In the table, where a role alone does not do: a person is granted it by name."""

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def describe_permissions() -> str:
    """Write the page: the table of roles, then the pages of each permission, then the open ones."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(database=Path(folder) / "mahalla.db"))
        return "\n".join([OPENING, *list_roles(), *list_pages(app)])


def list_roles() -> Iterator[str]:
    """Write the table of permissions by role."""
    yield "| | " + " | ".join(ROLE_NAMES[role] for role in ROLES) + " | After a PIN |"
    yield "|---|" + "---|" * len(ROLES) + "---|"
    for permission in list_permissions():
        cells = [mark(permission) if role in permission.roles else "" for role in ROLES]
        cells.append("too" if permission.by_pin else "")
        yield f"| {permission.says} | " + " | ".join(cells) + " |"
    yield ""


def mark(permission: Permission) -> str:
    """Write the cell of a role that has a permission."""
    return GRANTED if permission.by_grant else "yes"


def list_pages(app: Flask) -> Iterator[str]:
    """Write the addresses behind each permission."""
    for permission in list_permissions():
        yield from list_addresses(app, permission.says, "permission", permission)
    yield from list_addresses(app, "Open to all", "open_to_all", True)


def list_addresses(app: Flask, title: str, name: str, value: object) -> Iterator[str]:
    """Write the addresses whose view has this mark."""
    yield f"## {title}\n"
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        view = app.view_functions[rule.endpoint]
        if not is_file(rule.endpoint) and getattr(view, name, None) == value:
            methods = ", ".join(sorted((rule.methods or set()) & METHODS))
            yield f"- `{methods} {rule.rule}`"
    yield ""


if __name__ == "__main__":
    click.echo(describe_permissions(), nl=False)
