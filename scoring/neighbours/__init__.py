"""*Goede buur*: a location that is in order on a topic shows another how it does that.

The adviser brings two locations together. Until both said yes each knows of the other only topic, region and the text
of the offer; a no needs no reason and is told to nobody as somebody's no.
"""
