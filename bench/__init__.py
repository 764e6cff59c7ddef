"""Measurements and pictures: `python -m bench` measures, `python -m bench.pictures` draws the pictures of the docs."""
