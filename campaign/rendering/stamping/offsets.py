"""Where each object of a PDF begins: kept in memory a piece at a time, however many there are."""

import tempfile
from array import array
from collections.abc import Iterator
from typing import BinaryIO

AT_ONCE = 4_096  # objects
ITEM_BYTES = array("Q").itemsize


class Offsets:
    """The places of numbered objects. What is known as a whole piece goes to a nameless file, and is read at the end.

    Objects come almost in their order, so few pieces are ever open; places are no secret.
    """

    def __init__(self) -> None:
        self.count = 1  # objects, and the number of the next one; number 0 is no object
        self._open: dict[int, array[int]] = {}
        self._missing: dict[int, int] = {}
        self._file: BinaryIO | None = None

    def reserve(self, count: int = 1) -> int:
        """Return the first of so many new numbers."""
        first = self.count
        self.count += count
        return first

    def place(self, number: int, at: int) -> None:
        """Say where an object begins, once for each."""
        piece, place = divmod(number, AT_ONCE)
        if piece not in self._open:
            self._open[piece] = array("Q", bytes(AT_ONCE * ITEM_BYTES))
            self._missing[piece] = AT_ONCE - (piece == 0)
        self._open[piece][place] = at
        self._missing[piece] -= 1
        if not self._missing[piece]:
            self._put_away(piece)

    def pieces(self) -> "Iterator[array[int]]":
        """Yield the places of all objects in order, beginning with number 1; then none can be asked for again."""
        for piece in range((self.count - 1) // AT_ONCE + 1):
            places = self._open.pop(piece, None) or self._fetched(piece)
            yield places[1 if piece == 0 else 0 : self.count - piece * AT_ONCE]
        if self._file:
            self._file.close()

    def _put_away(self, piece: int) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  (as long as the run lasts)
        self._file.seek(piece * AT_ONCE * ITEM_BYTES)
        self._file.write(self._open.pop(piece))
        del self._missing[piece]

    def _fetched(self, piece: int) -> "array[int]":
        places = array("Q", bytes(AT_ONCE * ITEM_BYTES))
        if self._file:
            self._file.seek(piece * AT_ONCE * ITEM_BYTES)
            places = array("Q", self._file.read(AT_ONCE * ITEM_BYTES))
        return places
