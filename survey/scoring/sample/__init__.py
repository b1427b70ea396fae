"""Who answered, and for how many each of them counts: records, weights, margins."""
