"""Interviews that were held without a network: sealed on a tablet, opened and entered here."""
