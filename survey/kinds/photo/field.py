"""The field of a photo: a picture taken now, or one that is there."""

from survey.kinds.file_fields import field

__all__ = ["field"]
