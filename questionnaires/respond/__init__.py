"""Taking part without an account: coming in, filling in, on a screen or on paper, and leaving."""
