"""Charts as files: what is drawn, in which forms, in whose colours."""
