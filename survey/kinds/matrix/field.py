"""The field of a matrix: nothing to fill in; its rows have fields of their own."""

from survey.kinds.fields import field

__all__ = ["field"]
