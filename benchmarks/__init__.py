"""Benchmarks, run by hand: what the product costs on a slow phone and a slow line."""
