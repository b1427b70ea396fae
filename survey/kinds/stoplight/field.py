"""The field of a stoplight: a radio beside each of the three lights."""

from survey.kinds.fields import field

__all__ = ["field"]
