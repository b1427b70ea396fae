"""Simulations behind the defaults of scoring: each can be run again and prints its table."""
