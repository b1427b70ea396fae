"""Transforms: what may be done to a column of area values on its way into an index."""
