"""Whole appeals written by us in the layouts of published ones, each beside the draft that it must give."""
