"""The field of an integer: a line for digits of any script."""

from survey.kinds.fields import number_field as field

__all__ = ["field"]
