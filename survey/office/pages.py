"""How office pages are sent: in the reader's language, never kept by a browser."""

from survey.accounts.pages import show_private_page as show_office_page

__all__ = ["show_office_page"]
