"""A questionnaire seen in the browser while its file is being written; nothing is stored."""
