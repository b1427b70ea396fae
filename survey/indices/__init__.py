"""Indices: the kinds of figure that a questionnaire may declare over its questions and domains."""
