"""Backups that can be trusted: made while people work, verified by restoring and comparing.

A backup is one file, a zip: ``manifest.json`` (which release, which migrations, and of every table its number of rows
and a fingerprint of them) and ``database`` (a SQLite file, or a dump of PostgreSQL in its custom form). It holds what
people wrote, drafts too: keep it as well as the database itself, and no longer than thirty days. It does not hold the
secrets of the settings, without which links and codes of invitations open nothing.
"""
