"""Organisations, locations and advisers: imported from files, and their course: moved, merged, split, closed."""
