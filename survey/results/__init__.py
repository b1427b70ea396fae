"""Stored answers turned into released, masked scores: the only door to figures."""
