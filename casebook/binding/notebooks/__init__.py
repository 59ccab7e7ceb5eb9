"""Running the notebooks, and what tells whether a result still holds."""
