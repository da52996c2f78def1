"""The programme office gives scans to advisers. It sees states and dates, never what was answered."""
