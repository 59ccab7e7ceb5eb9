"""Answering a reader who changes the evidence, in a browser as elsewhere.

It knows nothing of Sphinx or of pages: what reaches a browser is the book and the rooms before.
"""
