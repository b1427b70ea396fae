"""The field of a calculated value: a number to read, where it is shown."""

from survey.kinds.fields import number_field as field

__all__ = ["field"]
