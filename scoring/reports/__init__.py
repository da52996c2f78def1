"""The report of an outcome: one context for the page, the print version and the PDF."""
