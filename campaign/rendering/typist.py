"""A process that stays: it stamps single letters within milliseconds, and keeps nothing of any of them."""

import pickle
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from typing import Any

from campaign.limited import Limits, confine, give_seconds
from campaign.merging.letter import MergedLetter
from campaign.models.vocabulary import Channel
from campaign.rendering.document import Document
from campaign.rendering.glance import Glance, drawn
from campaign.rendering.order import Order, as_sent
from campaign.rendering.papers import Paper

MOST_ASKED = 2_000  # letters; then another process takes over: whatever libraries may lose in memory is given back
FAMILY = "Noto Serif"  # nearly every line has something in it
STARTS_WITHIN_SECONDS = 60
LIMITS = Limits(seconds=5, memory_bytes=2 * 1024**3, clock_seconds=10)  # a layout takes half a second
PATIENCE_SECONDS = 0.1  # of a letter while another is stamped; then it is laid out in full


class Away(Exception):
    """The process is not there, or busy with another letter: that says nothing about this one."""


class EndedAtWork(Exception):
    """The process ended over a letter, or had to be ended."""


class Typist:
    """Asks the process. Safe between threads, of which one asks at a time.

    Whatever goes wrong with a letter in the process, the answer is none, and it is laid out in full. All methods that
    ask raise Away and EndedAtWork.
    """

    def __init__(self, context: ForkServerContext, most_asked: int = MOST_ASKED) -> None:
        self._context, self._most_asked = context, most_asked
        self._lock = threading.Lock()
        self._process: Any = None
        self._pipe: Connection | None = None
        self._left = 0  # how often the process is still asked
        self._has_faxes = False  # then another process gets ready for them at once, and no letter waits for it

    def stamped(self, letter: MergedLetter, order: Order, kept: Sequence[bytes]) -> Document | None:
        """Return a letter stamped into one of the layouts that are kept; none if it fits none of them."""
        document: Document | None = self._asked(PATIENCE_SECONDS, stamped, letter, order, kept)
        return document

    def glance(self, letter: MergedLetter, paper: Paper, kept: Sequence[bytes], *, sample: bool) -> Glance | None:
        """Return a stamped letter with pictures of its pages; none if it fits none of the layouts."""
        glance: Glance | None = self._asked(PATIENCE_SECONDS, stamped_glance, letter, paper, kept, sample)
        return glance

    def unfilled(self, letter: MergedLetter, order: Order) -> bytes | None:
        """Return what letters like this one are stamped into; starts the process, which takes seconds."""
        self.start()
        if order.channel is not Channel.PRINT:
            self._asked(STARTS_WITHIN_SECONDS, get_ready_for_faxes)
            self._has_faxes = True
        layout: bytes | None = self._asked(STARTS_WITHIN_SECONDS, unfilled, letter, order)
        return layout

    def start(self) -> None:
        """Start the process if it is not there; that takes seconds."""
        with self._lock:
            if self._pipe:
                return
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_work, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._pipe, self._process, self._left = ours, process, self._most_asked
            self._answer(self._pipe, STARTS_WITHIN_SECONDS)
            if self._has_faxes:
                self._answer_to(self._pipe, get_ready_for_faxes, ())

    def _asked(self, patience: float, work: Callable[..., Any], *given: Any) -> Any:
        if not self._lock.acquire(timeout=patience):
            raise Away
        try:
            if self._pipe is None:
                raise Away
            return self._answer_to(self._pipe, work, given)
        finally:
            self._lock.release()

    def _answer_to(self, pipe: Connection, work: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        try:
            pipe.send((work, given))
        except OSError:  # it ended while nobody asked
            self._end()
            raise Away from None
        answer = self._answer(pipe, LIMITS.clock_seconds)
        self._left -= 1
        if not self._left:
            self._end()
        return answer

    def _answer(self, pipe: Connection, seconds: float) -> Any:
        """Return what the process says; raises EndedAtWork if it says nothing."""
        try:
            if pipe.poll(seconds):
                return pipe.recv()
        except (EOFError, OSError):
            pass
        self._end()
        raise EndedAtWork

    def _end(self) -> None:
        if self._pipe:
            self._pipe.close()
            self._process.kill()
            self._process.join()
            self._process.close()
        self._pipe = None


# What follows is done in the process, which alone loads what stamps letters; it alone reads what it wrote.


def stamped(letter: MergedLetter, order: Order, kept: Sequence[bytes]) -> Document | None:
    from campaign.rendering.stamping import fax_pdfs, faxes, singles

    layouts = [pickle.loads(each) for each in kept]  # noqa: S301
    if order.channel is Channel.PRINT:
        return singles.stamped(letter, order.paper, layouts)
    is_image = order.channel is Channel.FAX_TIFF
    fax = faxes.stamped(letter, order.fax, layouts) if is_image else fax_pdfs.stamped(letter, layouts)
    return as_sent(letter, fax, order) if fax else None


def stamped_glance(letter: MergedLetter, paper: Paper, kept: Sequence[bytes], sample: bool) -> Glance | None:
    document = stamped(letter, Order(Channel.PRINT, paper), kept)
    return drawn(document, sample=sample) if document else None


def get_ready_for_faxes() -> None:
    from campaign.rendering.stamping.heads import keep_font

    keep_font()


def unfilled(letter: MergedLetter, order: Order) -> bytes | None:
    from campaign.rendering.stamping import fax_pdfs, faxes, singles

    layout: object
    if order.channel is Channel.FAX_TIFF:
        layout = faxes.unfilled(letter, order.paper, order.fax)
    elif order.channel is Channel.FAX:
        layout = fax_pdfs.unfilled(letter, order.paper, order.fax.cover)
    else:
        layout = singles.unfilled(letter, order.paper)
    return pickle.dumps(layout) if layout else None


def _work(connection: Connection) -> None:
    """Answer until nobody asks any more; each answer has its own limit of processor time."""
    from campaign.rendering.stamping.faces import keep_static

    confine(LIMITS)
    keep_static(FAMILY)
    connection.send(None)
    while True:
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
