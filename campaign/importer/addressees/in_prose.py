"""Addressees who stand in a sentence: “Send it to the Minister of Justice, Mr X, at x@y, and to the embassy …”."""

import re
from functools import cache
from itertools import pairwise

from campaign.importer.addressees.blocks import Block
from campaign.importer.addressees.looks import honorific_and_rest, is_address, is_mission, is_name, is_office
from campaign.importer.addressees.pieces import pieces_of
from campaign.importer.addressees.unlabelled import Piece
from campaign.importer.cleaning.lines import Line
from campaign.importer.document import Document, Sentence
from campaign.importer.fields.dates import dates_in
from campaign.importer.fields.places import country_of
from campaign.importer.parts import Part
from campaign.importer.shapes import EMAIL, has_contact
from campaign.importer.words import alternatives, every, plain, within

SHORTEST = 60  # characters of a sentence that tells an address
FEWEST_COMMAS = 2
HERE = (Part.LETTER, Part.DEMANDS, Part.FACTS, Part.AFTER, Part.HEAD, Part.CLOSED, Part.REPORT)


def blocks_in_prose(document: Document) -> list[Block]:
    """Return the addressees whom sentences name with an e-mail address or another address each."""
    found: list[Block] = []
    for each in document.sentences:
        if each.part not in HERE or len(each.text) < SHORTEST or not _sends(plain(each.text)):
            continue
        whole = _with_addresses(each)
        if whole and sum(block.has("email") for block in whole) == len(EMAIL.findall(each.text)):
            found += whole
        elif EMAIL.search(each.text):
            found += _with_emails(each)
    return found


def _sends(text: str) -> bool:
    """Whether a sentence says that something is sent or copied to somebody."""
    return every("writes").search(text) is not None or every("copies").search(text) is not None


@cache
def _to_somebody() -> re.Pattern[str]:
    """Return what finds whom a sentence sends letters to: “… to the Minister of Justice, Mr X, Street 1, Town”."""
    to = r"(?:to|an|au|aux|à|al|a|ao|à|all[ao']?|ai|у|в адрес)"
    article = r"(?:\s*(?:the|le|la|l'|el|los|las|il|lo|o|os|den|die|das|dem|der))?"
    whom = f"(?:{'|'.join(alternatives('offices', key) for key in ('heads', 'missions', 'organisations'))})"
    mission = r"(?:[A-Z]\w+ )?(?:Embassy|High Commission|Consulate)"
    return re.compile(rf"(?<!\w)(?:{to}{article})\s+(?={whom}(?!\w)|(?-i:{mission})(?!\w))", re.IGNORECASE)


def _with_addresses(each: Sentence) -> list[Block]:
    """Return the addressees of a sentence that gives a postal address or numbers with each."""
    starts = [match.end() for match in _to_somebody().finditer(plain(each.text))]
    found: list[Block] = []
    for start, end in pairwise([*starts, len(each.text)]):
        chunk = every("to_the_next").sub("", each.text[start:end]).strip(" .;,")
        if chunk.count(",") < FEWEST_COMMAS or not (has_contact(chunk) or _tells_where(chunk)):
            continue
        pieces = pieces_of([Line(chunk.replace(" (", ", ").replace(")", ""), each.first, each.last)])
        part = Part.COPIES if every("copies").search(plain(each.text[:start])) else Part.RECIPIENTS
        found.append(Block(part, pieces))
    return found


def _with_emails(each: Sentence) -> list[Block]:
    found: list[Block] = []
    start = 0
    for email in EMAIL.finditer(each.text):
        chunk = each.text[start : email.start()]
        if ending := every("at_address").search(plain(chunk)):
            chunk = chunk[: ending.start()]
        start = email.end()
        if every("ours").search(plain(chunk[-60:])):
            continue
        pieces = _who(chunk, each)
        if pieces:
            part = Part.RECIPIENTS
            found.append(Block(part, [*pieces, Piece("email", email.group(), each.first, each.last)]))
    return found


def _who(chunk: str, each: Sentence) -> list[Piece]:
    """Return the office or mission and the name at the end of a chunk of a sentence."""
    words = f"(?:{alternatives('offices', 'heads')}|{alternatives('offices', 'missions')})(?!\\w)"
    starts = [match.start() for match in re.finditer(rf"(?<!\w){words}", plain(chunk), re.IGNORECASE)]
    for start in starts[-3:]:
        parts = [part.strip(" ,") for part in re.split(r",\s+", chunk[start:]) if part.strip(" ,")]
        if parts and (is_office(parts[0]) or is_mission(parts[0])) and len(parts) <= 3:
            names = [part for part in parts[1:] if is_name(part) or honorific_and_rest(part)[0]]
            office = re.sub(r"^(?:the|la|le|el|il|lo|o|a|der|die|den|dem) ", "", parts[0])
            return [Piece("text", text, each.first, each.last, begins_line=True) for text in (office, *names[:1])]
    return []


def missions_in_prose(document: Document) -> list[Block]:
    """Return embassies that a sentence names with their address: “a copy to the Embassy of X, Street 1, Town”."""
    found: list[Block] = []
    pattern = re.compile(r"(?<!\w)" + alternatives("offices", "missions") + r"(?!\w)", re.IGNORECASE)
    for each in document.sentences:
        if each.part not in {Part.CLOSED, Part.AFTER, Part.MISSIONS, Part.DEMANDS, Part.REPORT} or not has_contact(
            each.text
        ):
            continue
        match = pattern.search(plain(each.text))
        tail = each.text[match.start() :] if match else ""
        if match and re.search(r",.*\d", tail) and within("sentences", "missions_here").search(plain(tail)) is None:
            copy = re.search(r"cop[iyíì]", plain(each.text[: match.start()]), re.IGNORECASE)
            pieces = pieces_of([Line(tail, each.first, each.last)])
            found.append(Block(Part.COPIES if copy else Part.RECIPIENTS, pieces))
    return found


def _tells_where(chunk: str) -> bool:
    """Whether words hold a street, a box or a postal code, and end with a country; a day is none of them."""
    *parts, end = chunk.split(",")
    return country_of(end) is not None and any(is_address(part) and not dates_in(part) for part in parts)


@cache
def _told_to_write_to() -> re.Pattern[str]:
    to = r"(?: an| to| a| à| al| ao| alla?)?(?: (?:the|dem|der|den|le|la|el|il|o))?(?: [^\W\d_]+)??"
    realm = r"(?:(?: (?:of|de|del|di|da|do|von))? (?:the |la |el )?(?-i:[A-ZÀ-ÞА-Я])[\w-]+)*"
    office = f"(?P<office>{alternatives('offices', 'heads')})(?!\\w)"
    return re.compile(f"(?:{every('telling_to_write').pattern}){to} {office}{realm}", re.IGNORECASE)


def office_in_prose(document: Document) -> list[Block]:
    """Return the office that readers are told to write to, where no address stands: “Write to the President of X”."""
    for each in document.sentences:
        if match := _told_to_write_to().search(plain(each.text)):
            text = each.text[match.start("office") : match.end()].strip()
            return [Block(Part.RECIPIENTS, [Piece("text", text, each.first, each.last, begins_line=True)])]
    return []
