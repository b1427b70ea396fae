"""The comparison: all neighbourhoods of a project side by side, in bands and never in a ranking."""

from survey.errors import N_
from survey.reports.products import Scope

SCOPE: Scope = "project"
PLACE = 2
WIDTH = 493.0
TITLE = N_("%(name)s: the neighbourhoods compared")
KICKER = N_("%(project)s | comparison of neighbourhoods")
