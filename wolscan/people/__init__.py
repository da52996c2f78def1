"""Accounts and roles: who may come in, given out and ended by an administrator.

To give somebody a role from another folder: ``give_role`` in ``services``. It makes the account where there is none and
queues one mail, with a link to choose a password for who has none yet.
"""
