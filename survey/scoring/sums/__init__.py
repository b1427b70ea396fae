"""Responses reduced to sums that partitions merge: the engine, the same wherever it runs."""
