"""The coordinator's round: setting it up, inviting people, and seeing it to its end."""
