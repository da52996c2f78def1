"""What is published about all scans together: rows, periods, snapshots, and nothing that tells of one location."""
