"""The adviser's side: looking at a scan that was sent in, and confirming its outcome."""
