"""Reasoning: evidence as of a day, claims and the verdicts that rows bear out."""
