"""Faxes as PDFs to print and fax, stamped with their tags as single letters are."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from campaign.merging.letter import MergedLetter
from campaign.rendering.document import Document
from campaign.rendering.fax import darkest, fax_pdf, lay_out_fax
from campaign.rendering.fonts import ON_FAXES, refuse_missing_characters
from campaign.rendering.papers import Paper
from campaign.rendering.pdf import MEDIA_TYPE
from campaign.rendering.scan import Resolution, are_same, scan
from campaign.rendering.stamping.faces import Faces
from campaign.rendering.stamping.heads import WEIGHT, fields_of, keep_font, shaped, without_heads
from campaign.rendering.stamping.layouts import outlined
from campaign.rendering.stamping.ready import have_room, looks_of
from campaign.rendering.stamping.tagged import Tagged, filled
from campaign.rendering.stamping.unfilled import tagged_of


def unfilled(letter: MergedLetter, paper: Paper, cover: bool) -> Tagged | None:
    """Return a fax without its sender's own part, to stamp others; none if they would not come out the same.

    To be sure, this one is stamped and compared with what is laid out in full, dot by dot, as fax images are.
    """
    return _compared(letter, paper, cover) or _compared(replace(letter, sender=letter.sender[:1]), paper, cover)


def _compared(letter: MergedLetter, paper: Paper, cover: bool) -> Tagged | None:
    fields = fields_of(letter)
    outline = outlined(fields, partial(lay_out_fax, letter, paper, cover))
    if outline is None:
        return None
    _, heads = without_heads(outline.laid_out, letter)
    places = tuple(head.place for head in heads)
    own = shaped(letter, fields, (*outline.places, *places), Faces(weight=WEIGHT))
    tagged = tagged_of(outline, letter.direction, looks_of([each.line for each in own]), places)
    ours = tagged and stamped(letter, [tagged])
    if not ours:
        return None
    full = fax_pdf([letter], paper, cover=cover)
    pages, like = (scan(each.content, Resolution.FINE, darkest(letter)) for each in (ours, full))
    return tagged if are_same(pages, like) else None


def stamped(letter: MergedLetter, kept: Sequence[Tagged]) -> Document | None:
    """Return a fax stamped into the first of these files that it fits; none if it fits none.

    Nothing of it is kept. Raises CannotRender for a character that no font has.
    """
    refuse_missing_characters(letter.every_text(), ON_FAXES)
    keep_font()
    fields = fields_of(letter)
    for tagged in kept:
        faces, places = Faces(weight=WEIGHT), (*tagged.places, *tagged.heads)
        lines = [each.line for each in shaped(letter, fields, places, faces)]
        if have_room(lines, places) and looks_of(lines) == tagged.looks:
            content = filled(tagged, lines, fields.mark, letter.signature_in_words, faces)
            return Document(content, MEDIA_TYPE, (len(tagged.sheets),))
    return None
