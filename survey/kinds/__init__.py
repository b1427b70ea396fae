"""The kinds of question there are: one folder each, found by its place."""
