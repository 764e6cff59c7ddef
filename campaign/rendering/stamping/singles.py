"""Single letters, handed to one person: stamped in a few milliseconds, and tagged as if they were laid out."""

from collections.abc import Sequence
from functools import partial

from campaign.merging.letter import MergedLetter
from campaign.rendering.document import Document
from campaign.rendering.fonts import ON_PAPER, refuse_missing_characters
from campaign.rendering.papers import Paper
from campaign.rendering.pdf import MEDIA_TYPE, lay_out_letter
from campaign.rendering.stamping.faces import Faces
from campaign.rendering.stamping.fields import Fields, fields_of
from campaign.rendering.stamping.layouts import SAME_PX, Place, outlined
from campaign.rendering.stamping.ready import have_room, is_measured_alike, looks_of
from campaign.rendering.stamping.shaping import Line, Shaper
from campaign.rendering.stamping.stamper import PX_PER_PT, style_of
from campaign.rendering.stamping.tagged import Tagged, filled
from campaign.rendering.stamping.unfilled import tagged_of
from campaign.rendering.windows import RETURN_TYPES


def unfilled(letter: MergedLetter, paper: Paper) -> Tagged | None:
    """Return a letter without its sender's own part, to stamp others; none if they would not come out the same."""
    fields = fields_of(letter, paper)
    outline = outlined(fields, partial(lay_out_letter, letter, paper))
    if outline is None:
        return None
    lines = _shaped(letter, fields, outline.places, Faces())
    if not is_measured_alike(lines, outline.places):
        return None
    if fields.return_line and not _is_in_largest_type(outline.places[len(fields.sender)]):
        return None
    return tagged_of(outline, letter.direction, looks_of(lines))


def stamped(letter: MergedLetter, paper: Paper, kept: Sequence[Tagged]) -> Document | None:
    """Return a letter stamped into the first of these files that it fits; none if it fits none.

    Nothing of it is kept. Raises CannotRender for a character that no font has.
    """
    refuse_missing_characters(letter.every_text(), ON_PAPER)
    fields = fields_of(letter, paper)
    for tagged in kept:
        faces = Faces()
        lines = _shaped(letter, fields, tagged.places, faces)
        if looks_of(lines) == tagged.looks and have_room(lines, tagged.places):
            content = filled(tagged, lines, fields.mark, letter.signature_in_words, faces)
            return Document(content, MEDIA_TYPE, (len(tagged.sheets),))
    return None


def _shaped(letter: MergedLetter, fields: Fields, places: Sequence[Place], faces: Faces) -> list[Line]:
    """Shape lines with what is made for them alone: names are in what a shaper keeps, and in its faces."""
    sizes = {place.size_px for place in places}
    shapers = {size: Shaper(style_of(letter, size), faces, quick=False) for size in sizes}
    return [shapers[place.size_px].line(text) for text, place in zip(fields.lines, places, strict=True)]


def _is_in_largest_type(place: Place) -> bool:
    """Whether a line above the address is set as all are that fit into a line."""
    return abs(place.size_px - RETURN_TYPES[0].points * PX_PER_PT) < SAME_PX
