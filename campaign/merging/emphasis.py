"""How the names of persons at risk stand out in a letter."""

import re
from dataclasses import replace

from campaign.merging.countries import in_capitals
from campaign.merging.letter import Item, MergedLetter, Paragraph, Span
from campaign.merging.persons import names_of
from campaign.models.published import PublishedAction
from campaign.models.vocabulary import NameEmphasis


def with_emphasis(letter: MergedLetter, action: PublishedAction) -> MergedLetter:
    """Return the letter with the names in its paragraphs as the action wants them: plain, bold or in capitals."""
    names = sorted(names_of(action, letter.language), key=len, reverse=True)
    if action.name_emphasis is NameEmphasis.NONE or not names:
        return letter
    has_capitals = any(name.upper() != name for name in names)  # where a script has none, bold stands in for them
    whole_names = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, names)) + r")(?!\w)")

    def stand_out(paragraph: Paragraph) -> Paragraph:
        pieces = [piece for span in paragraph for piece in whole_names.split(span.text) if piece]
        if action.name_emphasis is NameEmphasis.CAPITALS and has_capitals:
            words = (in_capitals(piece, letter.language) if piece in names else piece for piece in pieces)
            return (Span("".join(words)),)
        return tuple(Span(piece, strong=piece in names) for piece in pieces)

    def in_items(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(replace(item, text=stand_out(item.text), items=in_items(item.items)) for item in items)

    return replace(
        letter,
        before_demands=tuple(map(stand_out, letter.before_demands)),
        introduction=stand_out(letter.introduction),
        demands=in_items(letter.demands),
        after_demands=tuple(map(stand_out, letter.after_demands)),
    )
