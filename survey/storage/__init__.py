"""The database door: one small set of verbs, migrations, the writer thread, the audit trail."""
