"""Names that stand where publishers put theirs: above their own address, behind “From:” or ©, below “Signed:”."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from campaign.importer.addressees.looks import is_address, is_mission, is_office
from campaign.importer.document import Document
from campaign.importer.fields.issuer_names import Candidate, can_be_issuer, is_plain_name, pieces_of_imprint
from campaign.importer.fields.places import country_of
from campaign.importer.parts import ADDRESSED, Part
from campaign.importer.shapes import EMAIL, has_contact, is_prose
from campaign.importer.words import every, label, plain

HEAD_LINES, FOOT_LINES, FIELD_LINES = 6, 14, 12
MOST_SIGNED = 3
FEWEST_PIECES = 3  # of an imprint
HOST = re.compile(r"(?:@|https?://|(?<![\w@.])www\.)(?P<host>[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
NO_NAMES = frozenset({"www", "mail", "lists", "com", "org", "net", "gov", "gob", "edu"})
SHORTEST = 5  # letters of a host that can tell a name
LEAST_SHARE = 0.4  # of a name that its host repeats
DOTTED = re.compile(r"\s[·|•]\s")
COPYRIGHT = re.compile(r"^\W*(?:©|copyright|\(c\))\W*(?:\d{4}(?:[-–]\d{4})?)?\W*", re.IGNORECASE)
BRANDED = re.compile(
    r"(?P<brand>[A-ZÀ-ÞА-ЯЁ][\w'’]*(?: [\w'’]+){0,2})(?P<dash>\s[-–—]\s)(?P<rest>[A-ZÀ-ÞА-ЯЁ]\S+(?: \S+)+)"
)
CERTAIN, LIKELY = 3, 2  # points


def imprinted(document: Document) -> Iterator[Candidate]:
    """Yield the names that a publisher's own address, mark or signature tells, whatever words they are made of."""
    own = hosts(document)
    count = len(document.placed)
    for place, each in enumerate(document.placed):
        line = each.line
        if each.part is Part.LETTER or (is_prose(EMAIL.sub("", line.text)) and not DOTTED.search(line.text)):
            continue
        if place < HEAD_LINES or place >= count - FOOT_LINES:
            text = every("news_of").sub("", every("told_by").sub("", line.text))
            for name in () if text.endswith(":") else pieces_of_imprint(text)[:2]:
                if _is_own(name, own):
                    yield Candidate(name, CERTAIN, line.first)
            if whole := _with_brand(line.text, document):
                yield Candidate(whole, CERTAIN, line.first, branded=True)
        if each.part not in ADDRESSED and (above := _above_its_address(line.text)):
            yield Candidate(above, LIKELY, line.first)
        sender = every("sender").match(line.text) if place < FIELD_LINES else None
        sender = sender or label("organisation").match(plain(line.text))
        if sender and each.part not in ADDRESSED:
            name = line.text[sender.start("value") :].split("<")[0].strip(" .\"'“”")
            if can_be_issuer(name):
                yield Candidate(name, CERTAIN, line.first)
        if every("signed_by").fullmatch(line.text):
            yield from _signed(document, place + 1)
    for line in (*document.cleaned.dropped, *(each.line for each in document.placed[-FOOT_LINES:])):
        if marked := COPYRIGHT.match(line.text):
            name = re.split(r"[.|,·]\s", line.text[marked.end() :])[0].strip(" .")
            if can_be_issuer(name) or _is_own(name, own):
                yield Candidate(name, LIKELY, line.first)


def _is_own(name: str, own: set[str]) -> bool:
    """Whether a name is that of the document's own hosts; “Lista paz-nacional” only repeats one."""
    if not is_plain_name(name) or is_mission(name) or every("speaking").search(name):
        return False
    return any(
        agrees(name, host) and not any(host in _letters(each) for each in name.split() if each.islower())
        for host in own
    )


def _above_its_address(text: str) -> str | None:
    """Return the name that begins an imprint: “Telar de Voces · Apartado 114 · San José · Tel. +506 2253 0199”."""
    pieces = re.split(r"\s[·|•–]\s", text)
    name = pieces[0].strip(" .,")
    whole = len(pieces) >= FEWEST_PIECES and has_contact(text) and any(map(is_address, pieces[1:]))
    return name if whole and is_plain_name(name) else None


def _with_brand(text: str, document: Document) -> str | None:
    """Return a name with what tells it apart: “Vigil – Churches Together Against Torture”, if Vigil is named alone."""
    found = BRANDED.match(text)
    if not found or can_be_issuer(found["brand"]) or every("branch").match(found["rest"]):
        return None
    if country_of(found["brand"]) or every("banners").fullmatch(found["brand"]):
        return None
    rest = re.split(r"[,(·|]| [-–—] ", found["rest"])[0].strip(" .")
    rest += "." * rest.endswith((" V", " C"))
    alone = re.findall(rf"(?<!\w){re.escape(found['brand'])}(?!\w)", document.text, re.IGNORECASE)
    return f"{found['brand']}{found['dash']}{rest}" if len(alone) > 1 and can_be_issuer(rest) else None


def _signed(document: Document, place: int) -> Iterator[Candidate]:
    """Yield the bodies below “Signed:”, a line each."""
    for each in document.placed[place : place + MOST_SIGNED]:
        name = each.line.text.strip(" .,;-–•*")
        if has_contact(name) or not is_plain_name(re.sub(r"\s\([^)]*\)$", "", name)) or is_office(name):
            return
        if can_be_issuer(name):
            yield Candidate(re.sub(r"\s\([^)]*\)$", "", name), CERTAIN, each.line.first)


def hosts(document: Document) -> set[str]:
    """Return the hosts of a document's own mail and pages, as letters: “brightwindow” of x@bright-window.org."""
    found: set[str] = set()
    count = len(document.placed)
    for place, each in enumerate(document.placed):
        others = each.part in ADDRESSED and place < count - 3
        for match in () if others else HOST.finditer(each.line.text):
            labels = [name for name in match["host"].casefold().split(".")[:-1] if name not in NO_NAMES]
            found |= {_letters(name) for name in labels if len(_letters(name)) >= SHORTEST}
    return found


@cache
def agrees(name: str, host: str) -> bool:
    """Whether a host is called as a body is: “Bright Window Ireland” and brightwindow, or most of its own words."""
    if host == _letters(name.split()[-1]):
        return False  # tom@whittaker.org is Tom Whittaker's
    joined = _letters(re.split(r"\s[-–—]\s", name)[0])
    if (host in joined and len(host) > LEAST_SHARE * len(joined)) or joined in host:
        return True
    words = [_letters(each) for each in re.findall(r"[^\W\d_]{3,}", name) if each[0].isupper()]
    return len(words) > 1 and sum(each in host for each in words) * 2 > len(words)


def _letters(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in bare if each.isalpha())
