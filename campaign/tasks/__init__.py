"""What the program does by itself, without somebody waiting for a page; each task owns its transactions."""
