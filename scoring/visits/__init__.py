"""The adviser's visit to the location: planned, moved or cancelled by the adviser, told to the coordinators."""
