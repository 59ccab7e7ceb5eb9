"""Tools of those who work on the book; no page is made with them."""
