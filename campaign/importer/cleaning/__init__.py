"""Cleaning a text as read: what is dropped or mended; each cleaned line knows the source lines it came from."""
