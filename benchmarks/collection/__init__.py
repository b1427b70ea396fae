"""Submissions: how many a second, how soon, by how much memory, and whether all are there."""
