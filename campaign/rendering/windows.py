"""Letters for window envelopes: the address where the window shows it in every position, nothing else near it."""

from dataclasses import replace

from campaign.errors import DoesNotFit
from campaign.merging.letter import MergedLetter
from campaign.rendering.blocks import Block, Fit, Type, address_of, can_hold, fits
from campaign.rendering.papers import PLAIN, WINDOWS, Box, Paper, Window

# Posts read 10 pt and more. From 1.18 on no tail of a letter touches an accent on a capital below it.
ADDRESS_TYPES = (Type(11, 1.25), Type(10.5, 1.2), Type(10, 1.18), Type(10, 1.11), Type(10, 1.07))
RETURN_TYPES = (Type(7, 1.18), Type(6, 1.18))
BETWEEN, NO_BREAK = "\u00a0· ", "\u00a0"


def address_in_window(letter: MergedLetter, paper: Paper, window: Window) -> Fit:
    """Return how the address stands in the window of a paper; raises DoesNotFit, naming the papers that can hold it."""
    (fit,) = fits([address_of(letter)], window.address, ADDRESS_TYPES)
    if fit is None:
        raise DoesNotFit(
            "The address of %(addressee)s does not fit into the window of %(paper)s. "
            "Paper that can hold it: %(papers)s.",
            addressee=letter.addressee[0],
            paper=paper.title,
            papers=_titles_of_those_that_can_hold(letter),
        )
    return fit


def return_line(letter: MergedLetter, paper: Paper, window: Window) -> Fit | None:
    """Return how the sender stands above the address, just over it; none where the standard or the sender has none.

    Raises DoesNotFit if the sender's address is too long for that.
    """
    box = window.return_line
    if not box or not letter.return_address:
        return None
    line = BETWEEN.join(part.replace(" ", NO_BREAK) for part in letter.return_address)
    block = Block((line,), letter.language, letter.direction, letter.han)
    (fit,) = fits([[block]], box, RETURN_TYPES)
    if fit is None:
        raise DoesNotFit(
            "Your address does not fit into the line above the address on %(paper)s. "
            "Paper that can hold it: %(papers)s.",
            paper=paper.title,
            papers=_titles_of_those_that_can_hold(letter, with_return_line=False),
        )
    down = box.height_mm - fit.box.height_mm
    return replace(fit, box=Box(box.left_mm, box.top_mm + down, box.width_mm, fit.box.height_mm))


def _titles_of_those_that_can_hold(letter: MergedLetter, *, with_return_line: bool = True) -> str:
    """The papers whose window can hold an address, after the plain ones, which hold any."""
    windows = [(paper, paper.window) for paper in WINDOWS if paper.window]
    good = [
        paper
        for paper, window in windows
        if (with_return_line or not window.return_line) and can_hold(window.address, address_of(letter), ADDRESS_TYPES)
    ]
    return ", ".join(paper.title for paper in (*PLAIN, *good))
