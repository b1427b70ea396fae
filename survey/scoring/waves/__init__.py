"""What changed between two waves, in the same households and in new ones."""
