"""The book: a page a chapter, and beside it a folder with its words, rules, facts and charts."""
