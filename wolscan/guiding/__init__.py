"""Finding one's way: what each role can do first, help, and the manuals."""
