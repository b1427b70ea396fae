"""The field of a long text: several lines."""

from survey.kinds.fields import field

__all__ = ["field"]
