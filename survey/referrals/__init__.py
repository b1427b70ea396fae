"""Referrals: who wants to hear from a service says so here, and only that service reads it."""
