"""What goes wrong in real life, tried on the real server: nothing that was acknowledged is lost.

Each test starts gunicorn as ``deploy/`` configures it. In ``script/test`` a few rounds are played; ``script/prove``
sets ``WOLSCAN_PROVE`` and plays as many as the goals ask.
"""
