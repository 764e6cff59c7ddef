"""Importing a file that somebody sent: in a child with limits, because such a file may be made to do harm."""

import multiprocessing
from dataclasses import dataclass

from campaign.errors import CannotImport
from campaign.importer.cleaning.clean import clean
from campaign.importer.draft import Draft, Lines
from campaign.importer.importing import read_appeal
from campaign.importer.reading.reading import read_here, refuse_too_large
from campaign.limited import Ended, Limits, TooSlow, in_child

LIMITS = Limits(seconds=4, memory_bytes=1024**3, clock_seconds=9)  # an answer within ten seconds, whatever the file


@dataclass(frozen=True)
class Imported:
    """The text that was read out of a file, to whose lines the draft refers, the draft, and lines without meaning."""

    text: str
    draft: Draft
    left_out: tuple[Lines, ...]  # banners, page heads and the like


def import_file(content: bytes, name: str) -> Imported:
    """Read a file into a draft; raises CannotImport with one sentence, within ten seconds."""
    refuse_too_large(len(content))  # before it travels to the child
    try:
        # A new process, and no child of the fork server: that one is warmed up for letters by whoever renders.
        imported: Imported = in_child(multiprocessing.get_context("spawn"), _import, (content, name), LIMITS)
    except TooSlow:
        raise CannotImport(
            "Reading this file took too long: save the appeal alone as plain text, or paste it."
        ) from None
    except Ended:
        raise CannotImport(
            "This file could not be read: it is broken, far too long or made to do harm. Paste the text of the appeal."
        ) from None
    return imported


def _import(content: bytes, name: str) -> Imported:
    text = read_here(content, name).text
    return Imported(text, read_appeal(text), tuple((line.first, line.last) for line in clean(text).dropped))
