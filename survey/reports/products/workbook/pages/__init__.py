"""The sheets of the session workbook."""
