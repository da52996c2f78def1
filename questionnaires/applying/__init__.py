"""A location applies for the scan, and the programme office admits it."""
