"""Charts as parts of pages."""
