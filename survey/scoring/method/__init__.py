"""Every choice behind the figures, in words and numbers."""
