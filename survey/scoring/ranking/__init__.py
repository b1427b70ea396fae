"""Ranks of areas, each with the places it may really have."""
