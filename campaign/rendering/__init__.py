"""A MergedLetter becomes a Document: bytes in one channel. No database, no network, no file but our own assets."""
