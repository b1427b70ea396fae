"""What the web server takes at most, whichever it is."""

MOST_CONNECTIONS = 500
LARGEST_HEADERS = 32_768
"""Bytes of a request before its body."""

IDLE_SECONDS = 60
"""For how long a connection may say nothing before it is closed."""
