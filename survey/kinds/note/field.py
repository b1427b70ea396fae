"""The field of a note: nothing to fill in."""

from survey.kinds.fields import field

__all__ = ["field"]
