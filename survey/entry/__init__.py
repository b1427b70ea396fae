"""Entry: paper questionnaires typed in at the office with the keyboard alone, once or twice."""
