"""Signing in: the second step, codes by mail, passkeys, devices, and the role as which somebody looks.

allauth does the work; what is decided here is in ``docs/decisions/0007-accounts.md``.
"""
