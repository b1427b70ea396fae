"""The translators' tools: sentences found in code and questionnaires, merged into PO files."""
