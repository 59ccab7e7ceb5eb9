"""The engine, which knows no book."""
