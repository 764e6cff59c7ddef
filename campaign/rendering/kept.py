"""Layouts that the site keeps, so that letters with nothing of one's own but name and address come at once."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from campaign.merging.letter import MergedLetter
from campaign.models.vocabulary import Channel
from campaign.rendering.document import Document
from campaign.rendering.glance import Glance
from campaign.rendering.order import Order
from campaign.rendering.papers import Paper
from campaign.rendering.stamping.bodies import Key, key_of
from campaign.rendering.typist import Away, EndedAtWork, Typist

MOST_KEYS, MOST_LAYOUTS, MOST_TRIES = 200, 2, 3
MOST_BYTES = 16 * 1024**2  # a letter has 20 kB, in Chinese 200 kB; a page of a fax 30 kB
Made = TypeVar("Made")


@dataclass
class _Entry:
    layouts: tuple[bytes, ...] = ()
    misfits: int = 0  # letters that fitted nothing that was kept, for which a layout was made
    ends: int = 0  # of the process that stamps, at work on these words

    @property
    def size(self) -> int:
        return sum(map(len, self.layouts))


class Kept:
    """Stamps what was asked for before in the same words. Safe between threads; the layouts kept have a limit.

    A first letter is laid out in full; a second one too, and meanwhile a layout is made of it for those to come.
    """

    def __init__(self, typist: Typist, most_bytes: int = MOST_BYTES) -> None:
        self._typist, self._most_bytes = typist, most_bytes
        self._lock = threading.Lock()
        self._entries: OrderedDict[Key, _Entry] = OrderedDict()
        self._making: threading.Thread | None = None

    def make(self, letter: MergedLetter, order: Order) -> Document | None:
        """Return a letter stamped; none if it has to be laid out in full."""
        return self._stamped(letter, order, lambda layouts: self._typist.stamped(letter, order, layouts))

    def glance(self, letter: MergedLetter, paper: Paper, *, sample: bool) -> Glance | None:
        """Return a stamped letter with pictures of its pages; none if it has to be laid out in full."""
        return self._stamped(
            letter,
            Order(Channel.PRINT, paper),
            lambda layouts: self._typist.glance(letter, paper, layouts, sample=sample),
        )

    def wait(self) -> None:
        """Return when no layout is being made any more."""
        if making := self._making:
            making.join()

    def _stamped(
        self, letter: MergedLetter, order: Order, stamp: Callable[[tuple[bytes, ...]], Made | None]
    ) -> Made | None:
        """Return what is stamped into what is kept for these words; if it fits nothing, a layout is made for it."""
        entry = self._entry(letter, order)
        if entry is None or entry.ends >= MOST_TRIES:
            return None
        try:
            made = stamp(entry.layouts) if entry.layouts else None
        except Away:
            self._beside(self._typist.start)
            return None
        except EndedAtWork:
            entry.ends += 1
            self._beside(self._typist.start)
            return None
        if made is None and entry.misfits < MOST_TRIES:
            self._beside(lambda: self._keep(entry, letter, order))
        return made

    def _entry(self, letter: MergedLetter, order: Order) -> _Entry | None:
        """Return what is kept for the words of a letter; none if they were never asked for, or are the sender's own."""
        key = key_of(letter, order)
        if key is None:
            return None
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
                return self._entries[key]
            self._entries[key] = _Entry()
            self._forget_oldest()
        return None

    def _beside(self, work: Callable[[], None]) -> None:
        """Do one thing at a time beside all else; while something is being done, a second is not."""
        with self._lock:
            if self._making is None or not self._making.is_alive():
                self._making = threading.Thread(target=_without_the_process, args=(work,), daemon=True)
                self._making.start()

    def _keep(self, entry: _Entry, letter: MergedLetter, order: Order) -> None:
        """Make a layout; words that none fits are given up after some. That the process ends is another matter."""
        try:
            layout = self._typist.unfilled(letter, order)
        except EndedAtWork:
            entry.ends += 1
            raise
        entry.misfits += 1
        if layout and layout not in entry.layouts:
            with self._lock:
                entry.layouts = (layout, *entry.layouts)[:MOST_LAYOUTS]
                self._forget_oldest()

    def _forget_oldest(self) -> None:
        """Keep within both limits, but always what was asked for last."""
        size = sum(entry.size for entry in self._entries.values())
        while len(self._entries) > 1 and (len(self._entries) > MOST_KEYS or size > self._most_bytes):
            _, oldest = self._entries.popitem(last=False)
            size -= oldest.size


def _without_the_process(work: Callable[[], None]) -> None:
    """Do what may fail because the process is not there, or ends: then it is for another time."""
    try:
        work()
    except (Away, EndedAtWork):
        return
