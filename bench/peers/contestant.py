"""Whoever makes letters in a measurement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from campaign.merging.letter import MergedLetter


@dataclass(frozen=True)
class Contestant:
    """One way to make letters: `ready` gets one into the shape that it takes, untimed; `make` writes a file of some.

    `at_once` letters stand in a file, and in each round so many files are made.
    """

    key: str
    title: str
    ready: Callable[[MergedLetter], Any]
    make: Callable[[Sequence[Any]], bytes]
    at_once: int = 1
    files: int = 1
    letters: str = "signed"  # which of bench.peers.measure.letters it makes
