"""What the ways are called in which answers come in."""

from collections.abc import Mapping

from survey.errors import N_
from survey.responses.model import Channel

CHANNEL_NAMES: Mapping[Channel, str] = {
    "tablet": N_("Interview"),
    "self": N_("Filled in by themselves"),
    "paper": N_("On paper"),
    "odk": N_("From ODK"),
    "import": N_("From a table"),
}
"""Sentences to translate."""
