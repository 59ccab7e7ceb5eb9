"""What several chapters share about the subject of this book."""

from pathlib import Path

from casebook.telling.words import Words

WORDS = Words(Path(__file__).with_name("words.yml"))
