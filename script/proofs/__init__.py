"""What is proven by running it long: ``script/prove``. Each proof has a name of the list of goals (R1, F1, P2, …)."""
