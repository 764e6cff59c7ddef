"""Whom an appeal says to write to: blocks of lines, their contacts, and what each line of an address is."""
