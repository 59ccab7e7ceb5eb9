"""Telling: words, charts and tables of what reasoning found."""
