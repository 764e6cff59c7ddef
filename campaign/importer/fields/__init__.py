"""One reader a field: each is handed the document and returns what it found, where, and how sure it is."""
