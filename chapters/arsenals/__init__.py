"""The chapter "What was given up, and who still has it?"."""

from pathlib import Path

from casebook.telling.words import Words

WORDS = Words(Path(__file__).with_name("words.yml"))
