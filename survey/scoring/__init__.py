"""From answers to scores: pure functions, data frames in, data frames out (docs/method.md)."""
