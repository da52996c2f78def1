"""The progress report of a published snapshot: page, PDF, workbook and open data, all from the same tables."""
