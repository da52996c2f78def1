"""From the rows of a scan to a frozen outcome, and sending a scan in."""
