"""Backups of the database: made while the site runs, proved by restoring them, put back."""
