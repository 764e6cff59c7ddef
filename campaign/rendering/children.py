"""Rendering in child processes: so many at once, each within limits, so that no letter can hold up the others."""

import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from campaign.errors import BadSignature, BadTable, CampaignError, CannotRender, LayoutFailed, TooBusy
from campaign.limited import Ended, Limits, TooSlow, in_child
from campaign.merging.letter import MergedLetter
from campaign.rendering.document import Document
from campaign.rendering.glance import Glance, glance_at
from campaign.rendering.kept import Kept
from campaign.rendering.order import Order, make_each
from campaign.rendering.papers import Paper
from campaign.rendering.pictures import UNREADABLE, clean_picture
from campaign.rendering.typist import Typist

MEMORY_BYTES = 2 * 1024**3  # a letter takes about 150 MB of address space beyond the libraries
TOO_LONG = "The letter took too long to lay out. Please shorten your own words."
PICTURE_SECONDS = 2  # of processor time; a photo of 25 million dots takes a quarter of it


class Children:
    """Renders letters in children of a warm fork server.

    `slots` letters are rendered at once and `waiting` more may queue up; `seconds` is the time that one may take.
    Glances take half of these places at most, so that looking never keeps anybody from making a letter.
    """

    def __init__(self, slots: int, waiting: int, seconds: int) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["campaign.rendering.warm"])
        self._places = threading.BoundedSemaphore(slots + waiting)
        self._slots = threading.BoundedSemaphore(slots)
        self._glances = threading.BoundedSemaphore(max(1, (slots + waiting) // 2))
        self._seconds = seconds
        self._kept = Kept(Typist(self._context))

    def make(self, letters: Sequence[MergedLetter], orders: Sequence[Order]) -> tuple[Document, ...]:
        """Return one document for each order, of the same letters; raises CannotRender, LayoutFailed, or TooBusy."""
        stamped = [self._kept.make(letters[0], order) if len(letters) == 1 else None for order in orders]
        others = tuple(order for order, document in zip(orders, stamped, strict=True) if document is None)
        if others:
            too_long = CannotRender(TOO_LONG)
            laid_out = iter(self._asked(self._seconds, too_long, make_each, tuple(letters), others))
            stamped = [document or next(laid_out) for document in stamped]
        return tuple(document for document in stamped if document)

    def glance(self, letter: MergedLetter, paper: Paper, *, sample: bool) -> Glance:
        """Return a letter with pictures of its pages, as `glance_at` does; raises as `make` does."""
        if stamped := self._kept.glance(letter, paper, sample=sample):
            return stamped
        work = partial(glance_at, sample=sample)
        with _one_of(self._glances):
            glance: Glance = self._asked(self._seconds, CannotRender(TOO_LONG), work, letter, paper)
        return glance

    def wait(self) -> None:
        """Return when no layout is being made for letters to come."""
        self._kept.wait()

    def clean(self, upload: bytes) -> bytes:
        """Return the signature in an uploaded picture, made clean; raises BadSignature, or TooBusy."""
        try:
            picture: bytes = self._asked(PICTURE_SECONDS, BadSignature(UNREADABLE), clean_picture, upload)
        except LayoutFailed:  # no memory, or no time, was left: what took so much is no signature
            raise BadSignature(UNREADABLE) from None
        return picture

    def read(self, seconds: int, work: Callable[..., Any], *given: Any) -> Any:
        """Return what a function reads out of a file that somebody handed in; raises BadTable, or TooBusy."""
        too_long = BadTable("The file took too long to read: part it, or save it as “CSV UTF-8”.")
        try:
            return self._asked(seconds, too_long, work, *given)
        except LayoutFailed:  # broken in a way that nobody foresaw, or no memory was left
            raise BadTable("The file cannot be read: save it again, as .xlsx or as “CSV UTF-8”.") from None

    def _asked(self, seconds: int, too_long: CampaignError, work: Callable[..., Any], *given: Any) -> Any:
        """Return what a child of its own answers that does the work; raises `too_long` if it does not answer."""
        with _one_of(self._places), self._slots:
            try:
                return in_child(self._context, work, given, Limits(seconds, MEMORY_BYTES, seconds * 2))
            except TooSlow:
                raise too_long from None
            except Ended as error:
                raise LayoutFailed(str(error)) from None


@contextmanager
def _one_of(places: threading.Semaphore) -> Iterator[None]:
    """Hold one of these places; raises TooBusy if none is free."""
    if not places.acquire(blocking=False):
        raise TooBusy("Too many letters are being made at this moment. Please try again in a minute.")
    try:
        yield
    finally:
        places.release()
