"""Printing everything: each neighbourhood, language and product, and what lies beside them."""
