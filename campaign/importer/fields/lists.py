"""Lists in a document: what introduces them, their items, and items below items."""

import re
from collections.abc import Sequence

from campaign.importer.cleaning.lines import Line
from campaign.importer.cleaning.unwrapping import joined
from campaign.importer.fields.run_in_lists import FoundList, Item, in_clauses, run_in, split_inline
from campaign.importer.paragraphs import paragraphs, runs_on, sentences
from campaign.importer.parts import ADDRESSED, Part, Placed
from campaign.importer.shapes import Bullet, bullet_of, has_contact, is_capitals
from campaign.importer.words import every, opening, plain, within

COURTESY = re.compile(r"(?:please|bitte|veuillez|por favor|per favore|пожалуйста),?\s+", re.IGNORECASE)


def lists_in(placed: Sequence[Placed]) -> list[FoundList]:
    """Return the lists of a document: bulleted or numbered lines, or lines that each begin with an asking participle.

    A list below an item of another follows it as a list of its own too, introduced by that item.
    """
    found: list[FoundList] = []
    place = 0
    while place < len(placed):
        if _begins(placed, place):
            end, items, bulleted = _items(placed, place)
            intro, under = _intro(placed, place, items)
            part = placed[place].part
            found.append(FoundList(intro, items, part, under, bulleted))
            found += [FoundList(item.text, item.items, part) for item in items if item.items]
            place = end
        else:
            found += run_in(placed[place]) or in_clauses(placed[place]) or _by_semicolons(placed, place)
            place += 1
    return found


def _begins(placed: Sequence[Placed], place: int) -> bool:
    each = placed[place]
    if each.part is Part.OWN or (each.marker and not asks(each.line.text)):
        return False
    if bullet_of(each.line.text):
        return True
    if (
        not asks(each.line.text)
        or run_in(each)
        or in_clauses(each)
        or each.part in {Part.HEAD, Part.COPIES}
        or has_contact(each.line.text)
        or len(sentences(each.line.text)) > 1  # a paragraph that begins with an ask
    ):
        return False
    return not _introduces(placed, place)


def asks(text: str) -> bool:
    """Whether a line begins as items of demands do: “Urging …”, “Calling on …”, “exhortez-les …”."""
    bare = plain(text)
    begins = " ".join(bare.split()[:3])  # “Bitte schreiben Sie …” asks readers
    return opening("sentences", "ask_item").match(bare) is not None and not every("telling_to_write").search(begins)


def _introduces(placed: Sequence[Placed], place: int) -> bool:
    """Whether bullets follow, so that a line introduces a list and is no item of one."""
    for each in placed[place + 1 : place + 5]:
        if bullet_of(each.line.text):
            return True
        if each.marker or asks(each.line.text) or each.line.text[-1:] in ".;":
            return False
    return placed[place].line.text.rstrip()[-1:] == ":"


def _items(placed: Sequence[Placed], start: int) -> tuple[int, list[Item], bool]:
    """Return where a list ends, its items, and whether it has bullets."""
    lines = [each.line for each in placed]
    first = bullet_of(lines[start].text)
    width = max((len(line.text) for line in lines[start : start + 30]), default=0)
    items: list[Item] = []
    below: Bullet | None = None
    place = start
    while place < len(placed):
        line, bullet = lines[place], bullet_of(lines[place].text)
        if place > start and _ends(placed[place], first, bullet):
            break
        if place > start and _begins_again(placed, place, first):
            break
        if (first and bullet and first.kind == bullet.kind) or (not first and not bullet and asks(line.text)):
            items.append(Item(bullet.text if bullet else line.text, line.first, line.last))
            below = None
        elif bullet and items and (first or items[-1].text.rstrip().endswith(":")):
            below = bullet
            items[-1].items.append(Item(bullet.text, line.first, line.last))
        elif items and not bullet and _goes_on(lines[place - 1], line, width, _last(items, below)):
            target = _last(items, below)
            target.text, target.last = joined(target.text, line.text), line.last
        else:
            break
        place += 1
    return max(place, start + 1), [split_inline(item) for item in items], first is not None


def _begins_again(placed: Sequence[Placed], place: int, first: Bullet | None) -> bool:
    """Whether a number is that of another list: “1.) Lassen Sie …” below “1.) Brief auf Deutsch”, with a “2.)” below.

    Markdown may number all items of one list with 1.
    """
    bullet = bullet_of(placed[place].line.text)
    if not (first and bullet and bullet.kind == first.kind == "1" and bullet.ordinal == 1):
        return False
    numbers = (bullet_of(each.line.text) for each in placed[place + 1 :])
    return next((number.ordinal for number in numbers if number and number.kind == "1"), None) == 2


def _last(items: Sequence[Item], below: Bullet | None) -> Item:
    return items[-1].items[-1] if below and items[-1].items else items[-1]


def _ends(each: Placed, first: Bullet | None, bullet: Bullet | None) -> bool:
    """Whether a marker ends a list, or a heading or an addressee with a sign before it; an item of it does not."""
    if bullet and first and bullet.kind != first.kind and each.line.after_blank:
        return is_capitals(bullet.text) or each.part in ADDRESSED
    return each.marker and not (bullet and first and bullet.kind == first.kind and not has_contact(each.line.text))


def _goes_on(above: Line, line: Line, width: int, item: Item) -> bool:
    if line.after_blank:
        return line.text[:1].islower() and item.text[-1:] not in ".;:"
    if runs_on(above, line, min(width, 100)) or line.text[:1].islower():
        return True
    return item.text[-1:] not in ".;:" and not has_contact(line.text)


def _heads_demands(each: Placed, items: Sequence[Item]) -> bool:
    """Whether a heading stands above demands; below “What you can do” none of them may be for readers to do."""
    if each.part is not Part.DEMANDS:
        return False
    called = every("calls_to_act").search(plain(each.line.text)) is not None
    return not (called and any(has_contact(item.text) or for_readers(item.text) for item in items))


def for_readers(text: str) -> bool:
    """Whether an item tells readers what to do: “Please sign the petition”, “Write a letter”."""
    bare = COURTESY.sub("", plain(text))
    return opening("sentences", "instructions").match(bare) is not None or any(
        every(key).search(bare) for key in ("telling_to_write", "calls_on_readers")
    )


def _intro(placed: Sequence[Placed], start: int, items: Sequence[Item]) -> tuple[str, bool]:
    """Return the paragraph before a list, and whether a heading of demands stands above it."""
    above: list[Line] = []
    under = False
    for each in reversed(placed[max(0, start - 8) : start]):
        if above and above[0].after_blank:
            under = under or (each.marker and _heads_demands(each, items))
            break
        above.insert(0, each.line)
        if each.marker:
            under = under or _heads_demands(each, items)
            break
    found = paragraphs(above)
    return (found[-1].text if found else ""), under


def _by_semicolons(placed: Sequence[Placed], place: int) -> list[FoundList]:
    """Return a list that lost its bullets: below “The authorities must:” lines with semicolons, and one more."""
    intro = placed[place]
    bare = plain(intro.line.text)
    told = within("sentences", "demands").search(bare) and within("sentences", "to_whom").search(bare)
    open_end = intro.line.text[-1:] == ":" or every("to_verb").search(bare)
    below = place + 1 < len(placed) and _begins(placed, place + 1)
    if not open_end or below or not told or intro.part in {Part.OWN, Part.RECIPIENTS, Part.COPIES}:
        return []
    items: list[Item] = []
    for each in placed[place + 1 :]:
        if each.marker or bullet_of(each.line.text) or has_contact(each.line.text):
            break
        items.append(Item(each.line.text, each.line.first, each.line.last))
        if not every("semicolon").search(each.line.text):
            break
    listed = len(items) > 1 and all(every("semicolon").search(item.text) for item in items[:-1])
    return [FoundList(intro.line.text, items, placed[place + 1].part)] if listed else []
