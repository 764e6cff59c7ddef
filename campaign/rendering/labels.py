"""Labels to print on: one for each addressee, on sheets of which some may be used already."""

from collections.abc import Sequence
from dataclasses import replace

from campaign.errors import CannotRender, DoesNotFit
from campaign.merging.letter import MergedLetter
from campaign.rendering.blocks import Block, Fit, Type, address_of, fits
from campaign.rendering.document import Document
from campaign.rendering.fonts import ON_PAPER, refuse_missing_characters
from campaign.rendering.layout import joint_pdf, lay_out
from campaign.rendering.papers import LABEL_SHEETS, Box, LabelSheet
from campaign.rendering.templates import letter_templates

TYPES = (Type(11, 1.25), Type(10, 1.2), Type(9, 1.18), Type(8, 1.18), Type(8, 1.14))


def labels_pdf(letters: Sequence[MergedLetter], sheet: LabelSheet, first: int = 1) -> Document:
    """Return a label for the addressee of each letter as a tagged PDF; `first`, counted from 1, is the first free one.

    Raises CannotRender if the sheet has no such label, or for a character that no font has, and DoesNotFit for an
    address that is too long for a label.
    """
    if not 1 <= first <= sheet.count:
        raise CannotRender(
            "A sheet of %(title)s has %(count)s labels: give the first free one as a number from 1 to %(count)s.",
            title=sheet.title,
            count=sheet.count,
        )
    for letter in letters:
        refuse_missing_characters((*letter.addressee, *letter.address), ON_PAPER)
    template = letter_templates().get_template("labels/labels.html")
    html = template.render(letter=letters[0], sheets=_sheets(letters, sheet, first), sheet=sheet.sheet)
    laid_out = lay_out(html, "labels/labels.css", sheet.sheet, "blocks/blocks.css")
    return Document(joint_pdf([laid_out]), "application/pdf", (len(laid_out.pages),))


def _sheets(letters: Sequence[MergedLetter], sheet: LabelSheet, first: int) -> list[list[Fit]]:
    """Return what stands on each sheet."""
    sheets: list[list[Fit]] = []
    for place, fit in enumerate(_fits(letters, sheet), start=first - 1):
        number, on_sheet = divmod(place, sheet.count)
        if number == len(sheets):
            sheets.append([])
        sheets[number].append(_centred(fit, sheet.text_box(on_sheet)))
    return sheets


def _fits(letters: Sequence[MergedLetter], sheet: LabelSheet) -> list[Fit]:
    found = []
    for letter, fit in zip(letters, _fits_on(letters, sheet), strict=True):
        if fit is None:
            others = [each.title for each in LABEL_SHEETS.values() if _fits_on([letter], each)[0]]
            raise DoesNotFit(
                "The address of %(addressee)s does not fit on a label of %(sheet)s. "
                "Labels that can hold it: %(sheets)s. You can also print on envelopes.",
                addressee=letter.addressee[0],
                sheet=sheet.title,
                sheets=", ".join(others) or "–",
            )
        found.append(fit)
    return found


def _fits_on(letters: Sequence[MergedLetter], sheet: LabelSheet) -> list[Fit | None]:
    return fits([_marked(letter) for letter in letters], sheet.text_box(0), TYPES)


def _marked(letter: MergedLetter) -> tuple[Block, ...]:
    """To whom a letter goes; of a specimen, each label says so itself, because labels are torn apart."""
    shapes = address_of(letter)
    return tuple(replace(each, lines=("SPECIMEN", *each.lines)) for each in shapes) if letter.specimen else shapes


def _centred(fit: Fit, box: Box) -> Fit:
    down = (box.height_mm - fit.box.height_mm) / 2
    return replace(fit, box=Box(box.left_mm, box.top_mm + down, box.width_mm, fit.box.height_mm))
