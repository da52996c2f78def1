"""The pages of the round: setting it up, and while it runs."""
