"""The pages of the neighbourhood report."""
