"""Mahalla: neighbourhood questionnaires answered, scored, printed and discussed."""
