"""Questionnaires: written in YAML, checked line by line, frozen and versioned by content."""
