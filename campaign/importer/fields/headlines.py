"""Lines of a document's head that may be its title, each with the points that speak for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from campaign.importer.addressees.looks import is_name
from campaign.importer.cleaning.lines import Line
from campaign.importer.document import Document
from campaign.importer.fields.places import country_of
from campaign.importer.fields.title_words import CODE_FIRST, is_place, words_of_title
from campaign.importer.parts import ADDRESSED, Part
from campaign.importer.shapes import is_capitals, is_prose
from campaign.importer.words import LANGUAGES, plain, vocabulary

SHORT = 30  # characters: so short are the entries of a menu
FIELDS_END = 12  # lines in which a label tells the document's own title
HEAD_LINES = 30
FEWEST_ENTRIES = 3
AROUND_CODE = 26  # characters beside a code in a line that gives it
MARKED = {1: 2.5, 2: 0.7}  # points of a line that the page marks as a heading
TALLEST_TITLE = 3  # lines
LOWEST_HEADING, SOON = 3, 8
STEM, SPOKEN_OF = 5, 1.2  # letters, and points of a line whose words the account uses
HEADED = frozenset({Part.FACTS, Part.IGNORED, Part.DEMANDS})
PERSON_FIRST = re.compile(
    r"\s*(?:[^\W\d_][\w.'’-]*\s+){1,5}[^\W\d_][\w.'’-]*\s*(?:,\s*(?:aged\s)?\d\d\b|\((?:aged\s)?\d\d\))"
)
LABELLED = re.compile(r"^[^\W\d_]{3,14}\s*:\s*\S.{0,40}$")


@dataclass(frozen=True)
class Headline:
    """A line of the head that may be the title, or several that are one."""

    text: str
    first: int
    points: float


def headlines_of(document: Document, organisations: Sequence[str], codes: Sequence[str]) -> list[Headline]:
    """Return the lines of the head that can be the title, and lines further down that the page marks as headings."""
    found: list[Headline] = []
    ended = False
    spoken = _stems(" ".join(each.line.text for each in document.placed if is_prose(each.line.text)))
    open_line: tuple[list[str], int] | None = None
    for place, each in enumerate(document.placed[:HEAD_LINES]):
        headed = 0 < each.line.level <= LOWEST_HEADING and each.part in HEADED
        if each.part is not Part.HEAD and not headed:
            if each.part in ADDRESSED and any(other.part is Part.HEAD for other in document.placed[place:HEAD_LINES]):
                continue
            if each.marker and each.part in {Part.FIELD, Part.FACTS, Part.IGNORED, Part.OWN} and place < FIELDS_END:
                continue
            ended = ended or not (each.part is Part.FACTS and place < SOON and not is_prose(each.line.text))
        if ended and not headed:
            continue
        left_out = is_code(each.line.text, codes) or _in_menu(document, place) or _in_paragraph(document, place)
        text = "" if left_out else words_of_title(_without_codes(each.line.text, codes), organisations)
        if not text or each.marker:
            open_line = None
            continue
        if open_line and _goes_on(open_line[0][-1], text, document.language, parted=each.line.after_blank):
            open_line[0].append(text)
            found[-1] = Headline(" ".join(open_line[0]), open_line[1], found[-1].points + 0.5)
            continue
        open_line = ([text], each.line.first)
        category = 2.3 * bool(CODE_FIRST.match(each.line.text)) + MARKED.get(each.line.level, 0)
        points = _points(text, place, each.line.after_blank) + category + SPOKEN_OF * _share(text, spoken)
        found.append(Headline(text, each.line.first, points))
    return found


def is_code(text: str, codes: Sequence[str]) -> bool:
    """Whether a line gives a code of the action and is no category: “URGENT ACTION REQUEST 06/2014”, “UA No.: X-17”."""
    for code in codes:
        head, found, tail = text.partition(code)
        if found and not CODE_FIRST.match(text) and len(head) + len(tail) < AROUND_CODE:
            return not tail.strip(" .)") and (head.isupper() or not head.strip() or head.rstrip()[-1] in ":.")
    return False


def _stems(text: str) -> set[str]:
    return {each[:STEM] for each in re.findall(rf"[^\W\d_]{{{STEM},}}", plain(text).casefold())}


def _share(text: str, spoken: set[str]) -> float:
    """Return what share of the longer words of a line an account, its demands and letters use as well."""
    stems = _stems(text)
    return len(stems & spoken) / len(stems) if stems else 0


def _in_menu(document: Document, place: int) -> bool:
    """Whether a line is one of several short ones without a blank between them, as a menu's entries are."""
    block = _block(document, place)
    entries = sum(len(line.text) < SHORT and re.fullmatch(r"[^\d.:;,!?/]+", line.text) is not None for line in block)
    return len(block) > FEWEST_ENTRIES and entries == len(block) and not any(is_capitals(line.text) for line in block)


def _in_paragraph(document: Document, place: int) -> bool:
    """Whether a line is one of a paragraph, whose sentence runs on in the next line."""
    block, text = _block(document, place), document.lines[place].text
    runs_on = len(block) > 1 and (block[-1].text[-1:] in '.!?”"' or len(block) > TALLEST_TITLE)
    return (
        runs_on
        and is_prose(text)
        and not document.lines[place].level
        and text[-1:] not in ".!?"
        and text != block[-1].text
    )


def _block(document: Document, place: int) -> Sequence[Line]:
    """Return the lines that stand together with one, without a blank between them."""
    lines = document.lines
    first = last = place
    while first and not lines[first].after_blank:
        first -= 1
    while last + 1 < len(lines) and not lines[last + 1].after_blank:
        last += 1
    return lines[first : last + 1]


def _without_codes(text: str, codes: Sequence[str]) -> str:
    for code in codes:
        text = text.replace(f"({code})", "").replace(f"[{code}]", "")
    return text.strip()


def _goes_on(above: str, text: str, language: str, *, parted: bool) -> bool:
    """Whether a headline runs on in the next line: capitals below capitals, or behind a small word at the end."""
    small = above.rpartition(" ")[2]
    unended = small.islower() and language in LANGUAGES and small in vocabulary("prefix_words", language)
    if unended and not is_prose(text) and (not parted or text[:1].islower()):
        return True
    if parted:
        return text[:1].islower() and above[-1:].isalnum() and " " in text and len(above) > SHORT
    if is_capitals(above) != is_capitals(text):
        return above[-1:] in "/,-–" or text[:1].islower()
    return is_capitals(text) or above[-1:] in "/,-–" or text[:1].islower()


def _points(text: str, place: int, after_blank: bool) -> float:
    """Return how likely a line is the title: “Country: …”, capitals, many words, and not the very first line."""
    country = re.match(r"([^:(]{3,40})\s*[:(]", text)
    points = 2.5 if country and country_of(country[1]) else 0.0
    if points and PERSON_FIRST.match(text[country.end() :] if country else ""):
        points = 0.5  # “PARAGUAY: Ana SOUZA, 52, teacher”, below “Fear for safety”
    points += 0.5 * is_capitals(text) + min(len(text.split()), 8) * 0.2 + 0.05 * place
    points -= 1.5 * (is_name(text) and len(text.split()) <= 4)
    points -= 1.5 * bool(LABELLED.match(text) and not country) + 0.5 * (place == 0)
    points -= 2.0 * is_place(text)
    return points + 0.3 * after_blank
