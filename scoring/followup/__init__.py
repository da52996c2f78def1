"""What comes after the outcome: the library of good practices that people can try."""
