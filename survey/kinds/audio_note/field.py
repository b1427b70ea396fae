"""The field of an audio note: a recording made now, or one that is there."""

from survey.kinds.file_fields import field

__all__ = ["field"]
