"""Printing everything behind the pages: a job for each project, worked off one after the other."""
