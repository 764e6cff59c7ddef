"""The title: behind its label, or the line of the head that is neither banner, code, date, place nor issuer."""

import re
from collections.abc import Iterator, Sequence

from campaign.importer.addressees.looks import is_office
from campaign.importer.cleaning.lines import Line
from campaign.importer.document import Document
from campaign.importer.draft import DraftAddressee
from campaign.importer.fields.banners import without_banner, without_marks_of_mail
from campaign.importer.fields.codes import holds_code
from campaign.importer.fields.headlines import FIELDS_END, SHORT, Headline, headlines_of, is_code
from campaign.importer.fields.title_words import is_place, words_of_title
from campaign.importer.letters import greets
from campaign.importer.parts import ADDRESSED, Part, Placed
from campaign.importer.words import label, plain

LONGEST_SIGN = 3  # letters of what stands in a reference
SURE = 5.5  # points of one that no label below it outdoes
LONG = 50  # characters of a subject that may run on
OUTSTANDING, GOOD, AHEAD = 5, 3, 1.5  # points
CLEAR = 3.2  # points of a headline that nothing below it outdoes


def title_of(
    document: Document,
    organisations: Sequence[str],
    addressees: Sequence[DraftAddressee] = (),
    codes: Sequence[str] = (),
) -> tuple[str, int, bool] | None:
    """Return the title with its line, and whether a label or its place told; none where there is none."""
    addressed = [each.lines for each in addressees]
    headlines = [
        each
        for each in headlines_of(document, organisations, codes)
        if ":" in each.text or not any(first <= each.first <= last for first, last in addressed)
    ]
    head = max(headlines, key=lambda each: each.points, default=None)
    for place, each in enumerate(document.placed):
        found = label("title").match(plain(each.line.text))
        of_somebody = each.part in ADDRESSED and found and is_office(found["value"])
        if found is None or of_somebody or (each.part is Part.LETTER and not _is_letter(document)):
            continue
        if head and head.points > (CLEAR if place >= FIELDS_END else SURE) and head.first < each.line.first:
            break  # the subject of a message that readers are to send
        value = each.line.text[found.start("value") :].strip()
        if value and (is_code(value, codes) or holds_code(plain(value)) or not _names_something(value)):
            continue  # “Ref: SSN-2018-14”
        if value:
            following = document.placed[place + 1].line if place + 1 < len(document.placed) else None
            if following and _runs_on(value, following, document.placed[place + 2 : place + 3]):
                value = f"{value} {following.text}"
            return without_banner(without_marks_of_mail(value)) or value, each.line.first, True
        if place + 1 < len(document.placed) and document.placed[place + 1].line.text[-1:] != ":":
            below = document.placed[place + 1].line
            return below.text, below.first, True
    found_lines = headlines or list(_above_salutation(document, organisations))
    if not found_lines:
        return None
    best = max(found_lines, key=lambda each: each.points)
    if best.points < 0 and is_place(best.text):
        return None
    return best.text, best.first, _is_clear(best, found_lines)


def _is_clear(best: Headline, headlines: Sequence[Headline]) -> bool:
    """Whether a headline outdoes all others so far that it hardly ever is the wrong one."""
    next_best = max((each.points for each in headlines if each is not best), default=0.0)
    return best.points >= OUTSTANDING or (best.points >= GOOD and best.points - next_best >= AHEAD)


def _runs_on(value: str, following: Line, below: Sequence[Placed]) -> bool:
    """Whether a long subject ends in the next line: it begins small, or stands there alone."""
    alone = bool(below) and below[0].line.after_blank and len(following.text) < SHORT and ":" not in following.text
    return not following.after_blank and len(value) > LONG and (following.text[:1].islower() or alone)


def _names_something(text: str) -> bool:
    return any(word.isalpha() and len(word) > LONGEST_SIGN for word in re.split(r"[\s,.:;]+", text))


def _is_letter(document: Document) -> bool:
    first = next((place for place, each in enumerate(document.placed) if each.part is Part.LETTER), 0)
    return not any(each.part in {Part.FACTS, Part.BACKGROUND} for each in document.placed[:first])


def _above_salutation(document: Document, organisations: Sequence[str]) -> Iterator[Headline]:
    """Yield the subject of a letter: the line right above its salutation."""
    for place, each in enumerate(document.placed):
        if each.part is Part.LETTER and greets(plain(each.line.text)) and place:
            above = document.placed[place - 1]
            text = words_of_title(above.line.text, organisations)
            if text and above.line.after_blank and not above.marker and len(text.split()) > 2:
                yield Headline(text, above.line.first, 1)
            return
