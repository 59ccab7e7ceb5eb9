"""The page "Does the argument hold?"."""

from pathlib import Path

from casebook.telling.words import Words

WORDS = Words(Path(__file__).with_name("words.yml"))
