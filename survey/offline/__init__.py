"""Interviews without a network: a tablet that keeps what it needs, and what it has asked."""
