"""The directory as a file: one row an authority, to be edited in a spreadsheet and read back, checked, and undone."""
