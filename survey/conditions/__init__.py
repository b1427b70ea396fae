"""One small language of conditions: data in YAML, parsed once, evaluated the same everywhere."""
