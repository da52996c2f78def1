"""Who guides a scan: given by the programme office, handed over between advisers, invited to look on by the location.

The programme office sees states, dates and the decided support, never what was answered.
"""
