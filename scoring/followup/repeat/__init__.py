"""The repeat scan: opened in time or started by the location, moved with a reason, and last time shown afterwards."""
