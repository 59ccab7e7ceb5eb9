"""What several chapters share about the subject of this book."""
