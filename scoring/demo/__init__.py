"""The fictitious country of the demo: organisations, locations and scans that look like the published figures.

``reference`` has the figures, ``population`` draws who scores what, ``answers`` and ``sheets`` turn that into answers,
``course`` into dates, and ``draw`` puts a block of locations together; all of these read no database. ``accounts`` and
``rows`` write, ``service`` is what the command calls.
"""
