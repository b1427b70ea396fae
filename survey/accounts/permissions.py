"""The one table of who may do what."""

from dataclasses import dataclass
from typing import Literal, get_args

from survey.errors import N_

Role = Literal["facilitator", "coordinator", "committee", "partner", "administrator"]

ROLES: tuple[Role, ...] = get_args(Role)
"""The roles of people with an account. Residents have none, and need none."""

ROLE_NAMES: dict[Role, str] = {
    "facilitator": N_("Facilitator"),
    "coordinator": N_("Coordinator"),
    "committee": N_("Committee member"),
    "partner": N_("Partner association"),
    "administrator": N_("Administrator"),
}


@dataclass(frozen=True)
class Permission:
    """Something a person may do; `says` is a sentence to translate.

    `by_grant` is a permission that a role alone does not give: a membership must name it.
    `by_pin` may also be done by who gave but a PIN on a device of the team.
    """

    name: str
    says: str
    roles: frozenset[Role]
    by_grant: bool = False
    by_pin: bool = False


def _to(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


COLLECT = Permission(
    "collect",
    N_("Interview people, and lend them a device of the team"),
    _to("facilitator", "coordinator"),
    by_pin=True,
)
ENTER = Permission("enter", N_("Type paper forms"), _to("facilitator", "coordinator"))
SETTLE = Permission("settle", N_("Settle what two people typed differently"), _to("coordinator"))
SUPERVISE = Permission(
    "supervise",
    N_("Follow the interviews as they come in, and look into what is odd"),
    _to("coordinator"),
)
LINKS = Permission("links", N_("Make links and cards for households"), _to("coordinator"))
CODEBOOK = Permission(
    "codebook",
    N_("Read the codebook and the paper forms"),
    _to("facilitator", "coordinator", "administrator"),
)
QUOTE = Permission("quote", N_("Choose which sentences are printed"), _to("coordinator"))
PRINT = Permission("print", N_("Print the reports of all neighbourhoods"), _to("coordinator"))
READ_REPORTS = Permission(
    "read_reports", N_("Find the reports of their neighbourhoods"), _to("coordinator", "committee")
)
READ_ANSWERS = Permission(
    "read_answers",
    N_("Read single answers, one by one or in a table, without sensitive answers and names"),
    _to("coordinator"),
)
READ_SENSITIVE = Permission(
    "read_sensitive",
    N_("Read the sensitive answers too, and the name of one household"),
    _to("coordinator"),
    by_grant=True,
)
WITHDRAW = Permission(
    "withdraw", N_("Delete an answer for the household that gave it"), _to("coordinator")
)
PEOPLE = Permission(
    "people", N_("Invite people and close accounts"), _to("coordinator", "administrator")
)
AUDIT = Permission("audit", N_("Read who did what and when"), _to("coordinator", "administrator"))
DEVICES = Permission(
    "devices",
    N_("See the tablets that are registered, and lock out one that was lost"),
    _to("coordinator", "administrator"),
)
REFERRALS = Permission(
    "referrals", N_("Answer people who were referred to their service"), _to("partner")
)
COUNT_REFERRALS = Permission(
    "count_referrals",
    N_("See how many people were referred, never whom"),
    _to("coordinator", "administrator"),
)
OFFICE = Permission("office", N_("See what the office offers them"), frozenset(ROLES), by_pin=True)
ACCOUNT = Permission("account", N_("Change their own password"), frozenset(ROLES))


def list_permissions() -> list[Permission]:
    """List the table, in the order it is written in."""
    return [value for value in globals().values() if isinstance(value, Permission)]
