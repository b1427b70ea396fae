"""The second start of an interview on a tablet, with no network."""
