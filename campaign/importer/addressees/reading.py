"""An addressee out of the pieces of its block: who, in what office, where, and how to reach them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from campaign.importer.addressees.clauses import (
    clauses_of,
    look_of,
    said,
    unbroken_parted,
    whole_offices,
    written_in_one_line,
)
from campaign.importer.addressees.looks import (
    honorific_and_rest,
    is_address,
    is_building,
    is_honorific,
    is_name,
    is_office,
    is_titled,
    names_office,
)
from campaign.importer.addressees.persons import addressed_office, person_in
from campaign.importer.addressees.unlabelled import Piece
from campaign.importer.fields.places import country_of
from campaign.importer.shapes import is_prose
from campaign.importer.words import every

FEWEST_OF_A_REMARK = 3  # words
TOWNS_TOO = frozenset({"DJ", "GT", "KW", "LU", "MC", "MX", "PA", "SG", "SM"})  # called as their capitals are
LABEL_ALONE = re.compile(
    r"(?:e[-.]?mails?|mails?|correo|fax|tel\.?|phone|courriel)\s*(?:$|[:(](?!.*\d)|the same)", re.IGNORECASE
)


@dataclass
class Words:
    """What the lines of an address say, while they are read one after another."""

    name: str | None = None
    honorific: str | None = None
    of_office: str | None = None  # the form before the office, for a name that has none of its own
    office: str | None = None
    organisation: str | None = None
    address: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what stands below the address and is no part of it
    country: str | None = None


def read_words(pieces: Sequence[Piece]) -> Words:
    """Return name, office, organisation and address out of the words of a block, line by line."""
    words = Words()
    lines = [text for piece in pieces if piece.kind in {"text", "name"} if (text := said(piece.text))]
    one_line = written_in_one_line(lines)
    if one_line or len(lines) == 1:
        lines = unbroken_parted(lines)
    whole = whole_offices(lines)
    clauses = [
        clause
        for line in whole
        for clause in clauses_of(line, split_all=one_line, addressed=bool(words.address))
        if not every("by_means").match(clause) or any(map(str.isdigit, clause))
    ]
    for place, clause in enumerate(clauses):
        _take(words, clause, clauses[place + 1 :] if clause in whole or not one_line else [])
    _without_country_at_end(words)
    words.honorific = words.honorific or words.of_office
    return words


def _take(words: Words, text: str, below: Sequence[str]) -> None:
    """Put one clause where it belongs."""
    look = look_of(text)
    code = country_of(text)
    if code in TOWNS_TOO and words.address and below and country_of(below[0]) == code:
        words.address.append(text)  # “Djibouti”, above “Djibouti”
    elif look == "country" and (words.address or words.office or words.name or words.organisation):
        words.country = words.country or country_of(text)
    elif words.address and _is_remark(text):
        words.remarks.append(text)
    elif words.address:
        words.address.append(text)
    elif look in {"person", "name"} and words.name and _is_same(words.name, text):
        words.honorific = words.honorific or honorific_and_rest(text)[0]  # “King X”, and “Shaikh X” below it
    elif words.name is None and _is_paper(words, text, look, below):
        words.organisation = text  # “The Editor”, above “The Port Meridian”
    elif look in {"person", "name"} and words.name is None and not (look == "person" and _named_below(text, below)):
        _take_person(words, text)
    elif look in {"office", "person"} and words.office is None:
        _take_office(words, text)
    elif words.office is None and names_office(text) and below and look_of(below[0]) == "name":
        words.office = without_article(text)  # “Vice Assistant to the Minister …”
    elif words.office is None and words.name and look == "other" and text[:1].islower() and not below:
        words.office = text
    elif is_honorific(text) and words.name is None:
        words.honorific = text
    elif words.organisation is None and _is_organisation(words, text, look, below):
        words.organisation = text
    else:
        words.address.append(text)


def _is_paper(words: Words, text: str, look: str, below: Sequence[str]) -> bool:
    """Whether what could be a name is that of the paper whose editor is written to."""
    editor = words.office is not None and words.organisation is None and every("edits").search(words.office)
    plainly = look == "name" and not honorific_and_rest(text)[0] and every("paper").search(text) is not None
    return bool(editor) and plainly and not (below and look_of(below[0]) in {"name", "organisation", "other"})


def _is_remark(text: str) -> bool:
    """Whether words below an address are no part of it: a sentence, a quotation, “e-mail (he does answer!”."""
    if any(map(str.isdigit, text)) or is_address(text):
        return False
    speaks = every("speech").search(text) is not None
    small = text[:1].islower() and not is_titled(text) and len(text.split()) >= FEWEST_OF_A_REMARK and speaks
    told = is_prose(text) and (speaks or text[-1] in ".!?")
    quoted = text[0] in '“„«"' and text[1:2].islower()
    return small or told or quoted or text[-1] in ":?!" or LABEL_ALONE.match(text) is not None


def _is_same(name: str, text: str) -> bool:
    """Whether a line says the name again."""
    return name.casefold() in text.casefold()


def _is_organisation(words: Words, text: str, look: str, below: Sequence[str]) -> bool:
    if look == "organisation" or (look == "office" and words.office is not None):
        return True  # a second office is the first one in the country's own language
    return look in {"name", "other"} and _is_body(words, text, below)


def _named_below(above: str, below: Sequence[str]) -> bool:
    """Whether a plain name follows, so that words after an office are its realm."""
    if any(honorific_and_rest(text)[0] and is_name(text) and text.split()[-1] not in above for text in below[:2]):
        return True
    # “Buenos Aires Governor” above “Axel Romero” and his address; a town would stand last, or above its country.
    begins = not honorific_and_rest(above)[0] and names_office(above) and not is_office(above.split()[0])
    plainly = begins and len(below) > 1 and is_name(below[0]) and not country_of(below[1])
    return plainly and len(below[0].split()) > 1


def _take_person(words: Words, text: str) -> None:
    found = person_in(text)
    if found is None:
        words.name = text
        return
    honorific, office, name = found
    before = words.honorific
    if office and words.office is None:
        words.office = without_article(office)
    elif office:  # “Ministro da Justiça / Exmo. Sr. Ministro X”
        honorific = text[: len(text) - len(name)].strip(" ,")
    words.honorific, words.name = " ".join(filter(None, (before, honorific))) or None, name


def _take_office(words: Words, text: str) -> None:
    if words.honorific and not words.name:
        words.of_office, words.honorific = words.honorific, None
    if parted := addressed_office(text):
        words.office = parted
        return
    honorific, rest = honorific_and_rest(text)
    general = honorific and honorific.casefold() == "general"  # “General Manager”
    if honorific and is_office(rest) and not is_office(honorific) and not general:
        words.of_office = honorific
        words.office = rest
    else:
        words.office = without_article(text)


def without_article(office: str) -> str:
    """Return an office without the article before it: “The Minister”, “l'Ambasciatore”."""
    return re.sub(r"^(?:the |le |la |l['’]|il |lo |el |der |die |das )", "", office, flags=re.IGNORECASE)


def _is_body(words: Words, text: str, below: Sequence[str]) -> bool:
    """Whether a line that no word explains is a body: below a name and office, above at least two lines of address.

    Below one of them alone, it is one if all its words are capitalized, and a street or a postal code follows.
    """
    if is_building(below[0]) if below else False:
        return bool(words.name and words.office)
    if words.name and words.office and sum(not country_of(text) for text in below) >= 2:
        return True
    placed = any(map(str.isdigit, "".join(below))) and not country_of(below[0])
    plainly = text[:1].isupper() and "," not in text and is_titled(text) and not names_office(text)
    plainly = plainly and " " in text and not honorific_and_rest(text)[0]  # and no district, no second person
    return bool(words.name or words.office) and placed and plainly


def _without_country_at_end(words: Words) -> None:
    """Take the country out of the last line: “105005 Moscow, Russian Federation”."""
    for place, line in enumerate(words.address[:-1]):
        head, comma, tail = line.rpartition(",")
        if words.country is None and comma and (code := country_of(tail)):
            words.country, words.address[place] = code, head  # “734018, Republic of X”, and the town below it
    while words.country is None and words.address:
        head, comma, tail = words.address[-1].rpartition(",")
        if comma and (code := country_of(tail)):
            words.country = code
            words.address[-1] = head.strip(" ,")
        elif (dashed := re.fullmatch(r"(.+?)\s+[-–—]\s+(\D+)", words.address[-1])) and (code := country_of(dashed[2])):
            words.country, words.address[-1] = code, dashed[1]
        elif (found := re.match(r"(.*\d.*?)\s+[-–]?\s*([^\d,]+)$", words.address[-1])) and (
            ending := _country_tail(found[2])
        ):
            words.country = ending[1]
            words.address[-1] = f"{found[1]} {ending[0]}".strip(" ,-–")
        else:
            return


def _country_tail(text: str) -> tuple[str, str] | None:
    pieces = text.split()
    for cut in range(len(pieces)):
        if code := country_of(" ".join(pieces[cut:])):
            return " ".join(pieces[:cut]), code
    return None
