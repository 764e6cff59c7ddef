"""Print runs: the letters of many supporters in one file, from a table of supporters. Nothing of it is kept."""
