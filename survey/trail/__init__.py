"""The audit trail as a page: who did what, when and from where, for those who answer for it."""
