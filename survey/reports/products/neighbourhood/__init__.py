"""The neighbourhood report: A4, what a committee holds in its hands."""

from survey.errors import N_
from survey.reports.products import Scope

SCOPE: Scope = "neighbourhood"
PLACE = 1
WIDTH = 493.0
TITLE = N_("%(name)s: neighbourhood report")
KICKER = N_("%(project)s | neighbourhood report")
