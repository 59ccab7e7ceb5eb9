"""Shells and budgets: is Europe behind, and is the treaty why?"""

from pathlib import Path

from casebook.telling.words import Words

WORDS = Words(Path(__file__).with_name("words.yml"))
