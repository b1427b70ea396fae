"""The field of a rating: one radio a step."""

from survey.kinds.fields import field

__all__ = ["field"]
