"""A location beside the others: its place in published figures, and everything the programme office sees of it."""
