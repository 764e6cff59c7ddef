"""Numbers, e-mail addresses and accounts of an addressee, read without guessing; what is unsure becomes a doubt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from campaign.errors import BadContact
from campaign.importer.addressees.unlabelled import Piece
from campaign.importer.draft import DraftDoubt, Number
from campaign.importer.shapes import HIDDEN_EMAIL
from campaign.models.mail_addresses import usable_address
from campaign.models.numbers import read_numbers
from campaign.models.vocabulary import Doubt

SAYS = {
    Doubt.END_OF_A_NUMBER: "Two numbers stand after one label; “{raw}” has no country code and looks like an ending.",
    Doubt.NO_COUNTRY_CODE: "The number “{raw}” has no country code.",
    Doubt.MORE_THAN_A_NUMBER: "More than a number stands in “{raw}”.",
    Doubt.ZERO_IN_BRACKETS: "The zero in brackets in “{raw}” may or may not be dialled.",
    Doubt.NO_NUMBER: "“{raw}” could not be read as a number that can be dialled.",
}
EXIT_PREFIX = re.compile(r"^\s*011[\s\-]+(?=\d)")  # "011-52-…": how the United States dial abroad
AREA_AND_NUMBER = re.compile(r"^\(?0\d{1,5}\)?\s*/\s*\d[\d \-]+$")  # "030/5363 5923"
REMARK = re.compile(r"\((?!\s*[+\d])[^()]*\)")  # "(Geneva)"
COUNTRY_IN_BRACKETS = re.compile(r"\(((?:\+|00)[\d ]*)\)")  # "(00 7) 495 …"
BEHIND_REMARK = re.compile(r"\s+(?=\+)")  # "+41-… +1-…": a second plus begins a second number


@dataclass
class Contacts:
    """How an addressee can be reached, and what is doubtful about it."""

    faxes: list[Number] = field(default_factory=list)
    phones: list[Number] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    handles: list[str] = field(default_factory=list)
    doubts: list[DraftDoubt] = field(default_factory=list)


def read_contacts(pieces: Sequence[Piece], country: str | None, path: str) -> Contacts:
    """Return the contacts of a block; `country` is where the addressee is, `path` how its doubts name it."""
    contacts = Contacts()
    for piece in pieces:
        if piece.kind in {"fax", "phone", "number", "both"}:
            _take_numbers(contacts, piece, country, path)
        elif piece.kind == "email":
            _take_email(contacts, piece, path)
        elif piece.kind == "handle":
            contacts.handles += [handle for handle in re.findall(r"@?[\w./:]+", piece.text) if len(handle) > 2]
    return contacts


def _take_numbers(contacts: Contacts, piece: Piece, country: str | None, path: str) -> None:
    numbers = _numbers(contacts, piece, country, path)
    if piece.kind in {"fax", "both"}:
        contacts.faxes += numbers
    if piece.kind in {"phone", "number", "both"}:
        contacts.phones += numbers
    if piece.kind == "number" and numbers:
        says = f"No label says whether “{piece.text}” is a telephone or a fax number."
        contacts.doubts.append(DraftDoubt(field=f"{path}.phones", says=says, lines=(piece.first, piece.last)))


def _numbers(contacts: Contacts, piece: Piece, country: str | None, path: str) -> list[Number]:
    text = BEHIND_REMARK.sub(" / ", REMARK.sub(" ", piece.text)).strip()
    where = f"{path}.faxes" if piece.kind in {"fax", "both"} else f"{path}.phones"
    if EXIT_PREFIX.match(text) or AREA_AND_NUMBER.match(text):
        says = SAYS[Doubt.NO_COUNTRY_CODE].format(raw=text)
        contacts.doubts.append(DraftDoubt(field=where, says=says, lines=(piece.first, piece.last)))
        return [Number(raw=text)]
    try:
        read = read_numbers(COUNTRY_IN_BRACKETS.sub(r"\1", text), country)
    except BadContact:
        says = SAYS[Doubt.NO_NUMBER].format(raw=text)
        contacts.doubts.append(DraftDoubt(field=where, says=says, lines=(piece.first, piece.last)))
        return []
    found: list[Number] = []
    for each in read:
        in_brackets = COUNTRY_IN_BRACKETS.match(text) if not found else None
        found.append(Number(raw=text[: len(each.raw) + 2] if in_brackets else each.raw, e164=each.e164))
        if each.doubt:
            says = SAYS[each.doubt].format(raw=each.raw)
            contacts.doubts.append(DraftDoubt(field=where, says=says, lines=(piece.first, piece.last)))
    return found


def _take_email(contacts: Contacts, piece: Piece, path: str) -> None:
    address = piece.text.strip(" <>()[].,;:")
    lines = (piece.first, piece.last)
    if HIDDEN_EMAIL.search(piece.text):
        says = "The page hides an e-mail address here; look it up where the appeal was published."
    elif not address:
        says = "No e-mail address stands behind its label."
    elif usable_address(address) is None:
        says = f"“{address}” is no e-mail address that can be written to."
    else:
        if address not in contacts.emails:
            contacts.emails.append(address)
        return
    contacts.doubts.append(DraftDoubt(field=f"{path}.emails", says=says, lines=lines))
