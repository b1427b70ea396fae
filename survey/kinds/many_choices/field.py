"""The field of many choices: one checkbox an option."""

from survey.kinds.fields import field

__all__ = ["field"]
