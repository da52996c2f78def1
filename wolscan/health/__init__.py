"""How the site is doing, for machines: two addresses without login, and a command.

``/-/livez`` answers as long as the process does. ``/-/readyz`` says whether requests can be handled (503 when the
database is away or waits for its migrations) and what needs attention: work that waits too long, a worker or a timer
that stopped. What needs attention leaves it at 200, because other web processes would not do better.

A process that should not fall silent calls ``beat("its name")``; work that may not wait long is named with
``waits_since``.
"""
