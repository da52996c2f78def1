"""The staffing calculator: a roster in, hours, ratios and thin spots out. It informs a score and never sets one.

``parse`` reads a roster, ``outcome.assess`` reckons with it, ``outcome.document`` is what goes out, ``compare`` lays
two rosters side by side and ``examples`` has two to start from. Times are minutes; hours and shares exact fractions.
"""
