"""The whole at a glance: all verdicts as tiles, the argument step by step, the text with marks."""
