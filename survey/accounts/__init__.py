"""People: who they are, what they may do and where, how they sign in, and who guards the pages."""
