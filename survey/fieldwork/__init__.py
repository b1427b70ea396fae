"""Fieldwork as it goes: what came in, from where and how fast, and what looks odd; no answers."""
