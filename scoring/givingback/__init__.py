"""Giving back: everyone who took part finds the outcome behind a code, and on a poster on the wall."""
