"""Voices: sentences of residents' own answers that the office has chosen for print."""
