"""Answers taken out row by row, by those who may read them so; formats are in `exports/`."""
