"""The chapter "Leaving: what did Lithuania do, and who followed?"."""

from pathlib import Path

from casebook.telling.words import Words

WORDS = Words(Path(__file__).with_name("words.yml"))
