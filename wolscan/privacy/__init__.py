"""What the privacy law asks: how long things are kept, what is known of a person, and who saw what.

* ``table``: the classes of data with their terms (``wolscan/data/retention.toml``); ``retention`` applies them.
* ``exporting`` and ``erasing``: everything about a person with an account, and how it goes.
* ``watching``: one declaration for each address of the site; ``middleware`` keeps who looked.

Other apps add what they keep when they are ready: ``forgets``, ``tells``, ``erases`` and the words of ``watching``.
"""
