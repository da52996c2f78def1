"""The pages of the conversation, by moment: the board, the guide, what comes after, the check, serious issues."""
