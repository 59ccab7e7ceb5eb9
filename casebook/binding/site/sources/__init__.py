"""The list of sources: its style, what is formatted once, and what readers need in it."""
