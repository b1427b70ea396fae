"""Questionnaires on paper: the same file as a printed form, in every language."""
