"""Outcomes that may never change: one JSON file a case, per rules version. ``python -m tests.golden.write`` makes them.

A file that exists is an outcome that was once published. Rewriting it is only right before the version is out, or
when a case is added.
"""
