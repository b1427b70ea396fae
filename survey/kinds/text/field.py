"""The field of a text: one line."""

from survey.kinds.fields import field

__all__ = ["field"]
