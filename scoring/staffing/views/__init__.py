"""The pages of the roster and of the facts of a location."""
