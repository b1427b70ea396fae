"""Responses: the one way an answer enters, is corrected and is read again."""
