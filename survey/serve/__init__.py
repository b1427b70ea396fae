"""Serving the site on this computer."""
