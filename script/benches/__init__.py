"""What ``script/bench`` measures: one module per figure, each with ``measure()`` that gives JSON."""
