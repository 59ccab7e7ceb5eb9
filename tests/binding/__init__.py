"""The making of a book: its runs, its faults, its editions and what it stands on."""
