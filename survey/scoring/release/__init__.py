"""What may be printed of whom: small sets, complementary suppression, and its audit."""
