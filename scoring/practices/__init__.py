"""Good practices: a library for everybody with an account, offered where a scan is low, recommended by the adviser."""
