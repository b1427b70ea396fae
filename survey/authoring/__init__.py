"""What people need who write questionnaires: a beginning, worked examples, a codebook."""
