"""The field of a choice: one radio an option."""

from survey.kinds.fields import field

__all__ = ["field"]
