"""The field of a geopoint: a latitude and a longitude."""

from survey.kinds.fields import field

__all__ = ["field"]
