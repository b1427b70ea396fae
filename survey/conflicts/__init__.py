"""Conflicts: two contents under one id, read side by side, and settled by a person."""
