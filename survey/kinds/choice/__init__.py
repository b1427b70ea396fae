"""Choice: one answer out of a list that has no order."""

from survey.kinds.choices import OneOption

KIND = OneOption()
