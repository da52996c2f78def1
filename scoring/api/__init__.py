"""The programming interface, version 1: what is published, and a location's own outcome."""
