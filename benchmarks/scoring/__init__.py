"""Scoring measured: ours, pandas, R survey and one pass over the bytes, at growing sizes."""
