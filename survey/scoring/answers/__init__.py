"""From answers to a respondent's score in a domain: codes, tables to read them by, and gaps."""
