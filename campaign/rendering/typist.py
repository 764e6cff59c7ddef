"""A process that stays: it stamps single letters within milliseconds, and keeps nothing of any of them."""

import pickle
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from typing import Any

from campaign.limited import Limits, confine, give_seconds
from campaign.merging.letter import MergedLetter
from campaign.rendering.document import Document
from campaign.rendering.glance import Glance, drawn
from campaign.rendering.papers import Paper

MOST_ASKED = 2_000  # then another process takes over: whatever libraries may lose in memory is given back
FAMILY = "Noto Serif"  # nearly every line has something in it
STARTS_WITHIN_SECONDS = 60
LIMITS = Limits(seconds=5, memory_bytes=2 * 1024**3, clock_seconds=10)  # a layout takes half a second
PATIENCE_SECONDS = 0.1  # of a letter while another is stamped; then it is laid out in full


class Typist:
    """Asks the process. Safe between threads, of which one asks at a time.

    Whatever goes wrong, a process that is not there included, there is no answer, and the letter is laid out in full.
    """

    def __init__(self, context: ForkServerContext) -> None:
        self._context = context
        self._lock = threading.Lock()
        self._process: Any = None
        self._pipe: Connection | None = None

    def stamped(self, letter: MergedLetter, paper: Paper, kept: Sequence[bytes]) -> Document | None:
        """Return a letter stamped into one of the files that are kept; none if it fits none of them."""
        document: Document | None = self._asked(PATIENCE_SECONDS, stamped, letter, paper, kept)
        return document

    def glance(self, letter: MergedLetter, paper: Paper, kept: Sequence[bytes], *, sample: bool) -> Glance | None:
        """Return a stamped letter with pictures of its pages; none if it fits none of the files."""
        glance: Glance | None = self._asked(PATIENCE_SECONDS, stamped_glance, letter, paper, kept, sample)
        return glance

    def unfilled(self, letter: MergedLetter, paper: Paper) -> bytes | None:
        """Return what letters like this one are stamped into; starts the process, which takes seconds."""
        self._start()
        file: bytes | None = self._asked(STARTS_WITHIN_SECONDS, unfilled, letter, paper)
        return file

    def _start(self) -> None:
        with self._lock:
            if self._pipe:
                return
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_work, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._pipe, self._process = ours, process
            self._answer(STARTS_WITHIN_SECONDS)

    def _asked(self, patience: float, work: Callable[..., Any], *given: Any) -> Any:
        if not self._lock.acquire(timeout=patience):
            return None
        try:
            if self._pipe is None:
                return None
            self._pipe.send((work, given))
            return self._answer(LIMITS.clock_seconds)
        except OSError:
            return self._end()
        finally:
            self._lock.release()

    def _answer(self, seconds: float) -> Any:
        """Return what the process says; if it says nothing it has ended, or is ended."""
        assert self._pipe is not None  # noqa: S101  (only asked for while there is one)
        try:
            return self._pipe.recv() if self._pipe.poll(seconds) else self._end()
        except (EOFError, OSError):
            return self._end()

    def _end(self) -> None:
        if self._pipe:
            self._pipe.close()
            self._process.kill()
            self._process.join()
            self._process.close()
        self._pipe = None


# What follows is done in the process, which alone loads what stamps letters; it alone reads what it wrote.


def stamped(letter: MergedLetter, paper: Paper, kept: Sequence[bytes]) -> Document | None:
    from campaign.rendering.stamping import singles

    return singles.stamped(letter, paper, [pickle.loads(each) for each in kept])  # noqa: S301


def stamped_glance(letter: MergedLetter, paper: Paper, kept: Sequence[bytes], sample: bool) -> Glance | None:
    document = stamped(letter, paper, kept)
    return drawn(document, sample=sample) if document else None


def unfilled(letter: MergedLetter, paper: Paper) -> bytes | None:
    from campaign.rendering.stamping import singles

    tagged = singles.unfilled(letter, paper)
    return pickle.dumps(tagged) if tagged else None


def _work(connection: Connection) -> None:
    """Answer until nobody asks any more; each answer has its own limit of processor time."""
    from campaign.rendering.stamping.faces import keep_static

    confine(LIMITS)
    keep_static(FAMILY)
    connection.send(None)
    for _ in range(MOST_ASKED):
        try:
            work, given = connection.recv()
        except EOFError:
            return
        give_seconds(LIMITS.seconds)
        try:
            answer = work(*given)
        except Exception:  # it is laid out in full, and that says what is wrong with it
            answer = None
        connection.send(answer)
        del work, given, answer
