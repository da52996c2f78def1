"""What waits for an adviser: every scan that was given to them, the most urgent on top."""
