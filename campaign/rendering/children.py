"""Rendering in child processes: so many at once, each within limits, so that no letter can hold up the others."""

import multiprocessing
import resource
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection

from campaign.errors import CannotRender, LayoutFailed, TooBusy
from campaign.merging.letter import MergedLetter
from campaign.rendering.document import Document
from campaign.rendering.order import Order, make_each

MEMORY_BYTES = 2 * 1024**3  # a letter takes about 150 MB of address space beyond the libraries
OPEN_FILES = 64


class Children:
    """Renders letters in children of a warm fork server.

    `slots` letters are rendered at once and `waiting` more may queue up; `seconds` is the time that one may take.
    """

    def __init__(self, slots: int, waiting: int, seconds: int) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["campaign.rendering.warm"])
        self._places = threading.BoundedSemaphore(slots + waiting)
        self._slots = threading.BoundedSemaphore(slots)
        self._seconds = seconds

    def make(self, letters: Sequence[MergedLetter], orders: Sequence[Order]) -> tuple[Document, ...]:
        """Return one document for each order, of the same letters; raises CannotRender, LayoutFailed, or TooBusy."""
        with self._place(), self._slots:
            ours, theirs = self._context.Pipe(duplex=False)
            child = self._context.Process(
                target=_render, args=(theirs, tuple(letters), tuple(orders), self._seconds), daemon=True
            )
            child.start()
            theirs.close()
            try:
                return self._answer(ours)
            finally:
                ours.close()
                child.kill()
                child.join()
                child.close()

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise TooBusy("Too many letters are being made at this moment. Please try again in a minute.")
        try:
            yield
        finally:
            self._places.release()

    def _answer(self, connection: Connection) -> tuple[Document, ...]:
        # Twice the processor time: a child may have to share its core.
        if not connection.poll(self._seconds * 2):
            raise CannotRender("The letter took too long to lay out. Please shorten your own words.")
        try:
            answer = connection.recv()
        except (EOFError, OSError):
            raise LayoutFailed("the child ended without an answer") from None
        if isinstance(answer, Exception):
            raise answer
        documents: tuple[Document, ...] = answer
        return documents


def _render(connection: Connection, letters: Sequence[MergedLetter], orders: Sequence[Order], seconds: int) -> None:
    """Render in the child, which can take neither more time nor more memory than it may, nor write a file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    answer: tuple[Document, ...] | CannotRender | LayoutFailed
    try:
        answer = make_each(letters, orders)
    except CannotRender as error:
        answer = error
    except BaseException as error:  # its message may hold somebody's words, and a traceback would print it
        answer = LayoutFailed(type(error).__name__)
    connection.send(answer)
