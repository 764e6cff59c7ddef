"""Layouts that the site keeps, so that letters with nothing of one's own but name and address come at once."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from campaign.merging.letter import MergedLetter
from campaign.rendering.document import Document
from campaign.rendering.glance import Glance
from campaign.rendering.papers import Paper
from campaign.rendering.stamping.bodies import Key, key_of
from campaign.rendering.typist import Typist

MOST_KEYS, MOST_FILES, MOST_TRIES = 60, 2, 3  # 20 kB a file, 200 kB in Chinese


@dataclass
class _Entry:
    files: tuple[bytes, ...] = ()
    tries: int = 0


class Kept:
    """Stamps what was asked for before in the same words. Safe between threads; the layouts kept have a limit.

    A first letter is laid out in full; a second one too, and meanwhile a layout is made of it for those to come.
    """

    def __init__(self, typist: Typist) -> None:
        self._typist = typist
        self._lock = threading.Lock()
        self._entries: OrderedDict[Key, _Entry] = OrderedDict()
        self._making: threading.Thread | None = None

    def make(self, letter: MergedLetter, paper: Paper) -> Document | None:
        """Return a letter stamped; none if it has to be laid out in full."""
        files = self._files(letter, paper)
        document = self._typist.stamped(letter, paper, files) if files else None
        if files and document is None:
            self._prepare(letter, paper)
        return document

    def glance(self, letter: MergedLetter, paper: Paper, *, sample: bool) -> Glance | None:
        """Return a stamped letter with pictures of its pages; none if it has to be laid out in full."""
        files = self._files(letter, paper)
        glance = self._typist.glance(letter, paper, files, sample=sample) if files else None
        if files and glance is None:
            self._prepare(letter, paper)
        return glance

    def wait(self) -> None:
        """Return when no layout is being made any more."""
        if making := self._making:
            making.join()

    def _files(self, letter: MergedLetter, paper: Paper) -> tuple[bytes, ...]:
        key = key_of(letter, paper)
        if key is None:
            return ()
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                self._entries[key] = _Entry()
                if len(self._entries) > MOST_KEYS:
                    self._entries.popitem(last=False)
                return ()
            self._entries.move_to_end(key)
            files = entry.files
        if not files:
            self._prepare(letter, paper)
        return files

    def _prepare(self, letter: MergedLetter, paper: Paper) -> None:
        """Make a layout beside all else, one at a time; give up on words of which none comes out the same."""
        key = key_of(letter, paper)
        with self._lock:
            entry = self._entries.get(key) if key else None
            busy = self._making is not None and self._making.is_alive()
            if entry is None or busy or entry.tries >= MOST_TRIES:
                return
            entry.tries += 1
            self._making = threading.Thread(target=self._keep, args=(entry, letter, paper), daemon=True)
            self._making.start()

    def _keep(self, entry: _Entry, letter: MergedLetter, paper: Paper) -> None:
        if file := self._typist.unfilled(letter, paper):
            with self._lock:
                entry.files = (file, *entry.files)[:MOST_FILES]
