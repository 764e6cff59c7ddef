"""Lay out once, stamp many: a letter's layout is made once, and each supporter's own lines are put into it."""
