"""The response page of a round: numbers per group, what would not count, and closing it."""
