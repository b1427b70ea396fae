"""What looks odd about an interview: a file for each sign, found by its place."""
