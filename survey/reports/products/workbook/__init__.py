"""The session workbook: A3 sheets on which people decide together what is done."""

from survey.errors import N_
from survey.reports.products import Scope

SCOPE: Scope = "neighbourhood"
PLACE = 3
WIDTH = 1100.0
TITLE = N_("%(name)s: session workbook")
KICKER = N_("%(project)s | session workbook")
