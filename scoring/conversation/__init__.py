"""The conversation of the team: the board, its agenda, what is asked afterwards, and the check before sending in."""
