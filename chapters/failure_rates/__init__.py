"""Failure rates: how often they fail, and why the weapon was banned."""

from pathlib import Path

from casebook.telling.words import Words

WORDS = Words(Path(__file__).with_name("words.yml"))
