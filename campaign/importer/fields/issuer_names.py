"""What can be the name of an organisation: words that bodies are called by, and no sentence, office, place or date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from campaign.importer.addressees.looks import honorific_and_rest, is_honorific, is_office, is_street
from campaign.importer.fields.banners import is_menu
from campaign.importer.fields.dates import dates_in
from campaign.importer.fields.places import country_of
from campaign.importer.letters import closes, is_salutation
from campaign.importer.shapes import EMAIL
from campaign.importer.words import every, plain, within, word

WORD = r"[A-ZÀ-ÞА-ЯЁ0-9«“\"][\w'’&.\-«»“”]*"
SEGMENTS = r" +[–—|·•›>/] +| +- +| *[|·›•] *|, +| {2,}| \. | \(|: |; "
BANNERS = (
    *("URGENT ACTION", "Urgent Action", "ACTION URGENTE", "ACCIÓN URGENTE"),
    *("EILAKTION", "AZIONE URGENTE", "AÇÃO URGENTE", "СРОЧНАЯ АКЦИЯ"),
)
NUMBERS = r"[.] (?=(?:Tel|Tél|Fax|Тел|Факс)\b)"  # “Bright Window. Tel./fax: …”
LONGEST = 10  # words


@dataclass
class Candidate:
    """A name that may be the issuer's, with the points for it and its line; `branded` where its short form leads it."""

    name: str
    points: float
    line: int
    branded: bool = False


@cache
def names_of_bodies() -> re.Pattern[str]:
    """Return what finds capitalised names in a sentence: “the office of Letters for Liberty”."""
    joining = every("joining").pattern
    return re.compile(rf"(?<![\w'’])(?<!\bin ){WORD}(?:\s+(?:{joining}\s+){{0,3}}{WORD}){{1,7}}")


@cache
def _segments() -> re.Pattern[str]:
    """Return what parts the names of a line: dashes, dots, commas, the banner above a head."""
    banners = "|".join(rf" +(?={banner})|(?<={banner}) +" for banner in BANNERS)
    return re.compile(rf"{SEGMENTS}|{NUMBERS}|{banners}")


def pieces_of_imprint(text: str) -> list[str]:
    """Return what stands between the dashes, dots and commas of a line."""
    text = EMAIL.sub("", text)
    parted = _segments().split(every("section").sub(lambda found: found.group().replace(" ", "\u00a0"), text))
    return [re.sub(r"\s+\d{1,2}$", "", piece.replace("\u00a0", " ")).strip(" ,;:-–*()©") for piece in parted]


def segments(text: str) -> Iterator[str]:
    """Yield what of a line can be an issuer's name."""
    for piece in pieces_of_imprint(every("news_of").sub("", every("told_by").sub("", text))):
        quoted = "«" in piece.strip("«»") or "“" in piece.strip("“”")
        name = piece if quoted else piece.strip(" .,;()«»\"'“”:-–*")
        if can_be_issuer(name):
            yield name


def can_be_issuer(name: str) -> bool:
    """Whether words can be an issuer's name: a body is named in them."""
    return is_plain_name(name) and bool(every("body").search(plain(name)))


def is_called_by_initials(name: str, acronym: str) -> bool:
    """Whether letters are those that the words of a name begin with: “Azione Cristiana per la Dignità - ACD”."""
    capitals = "".join(word[0] for word in re.split(r"[\s'’-]+", name) if word[:1].isupper())
    return acronym.isupper() and len(acronym) > 2 and capitals == acronym.strip(" ()")


def is_plain_name(name: str) -> bool:
    """Whether words can be a name at all, and are no sentence, country, banner, day or official."""
    words = name.split()
    if re.search(r"\w[.!?]\s+[A-ZÀ-Þ]\w{3,}", name) or not 1 < len(words) <= LONGEST or not name[:1].isupper():
        return False
    if re.search(r"[?!›]|\s»\s", name) or is_street(name) or is_menu(name):
        return False
    if country_of(name) or every("banners").fullmatch(name) or dates_in(name) or every("speech").search(plain(name)):
        return False
    if every("numbered_action").match(plain(name)) or every("update").search(plain(name)):
        return False
    # “Justice and Peace Group” begins as a judge is called.
    body = every("body").search(plain(words[-1])) and not every("of_offices").search(plain(words[-1]))
    if (is_office(name) and not body) or is_honorific(name) or honorific_and_rest(name)[0]:
        return False
    if (
        every("of_state").match(plain(name))
        or every("addressing").match(name)
        or is_salutation(plain(name))
        or closes(plain(name))
    ):
        return False
    if within("sentences", "own_contacts").match(plain(name)) or every("own_marks").search(plain(name)):
        return False
    if any(word("labels", key).match(plain(name)) for key in ("email", "phone", "fax")):
        return False  # “Courriel du réseau : …”
    return not re.search(r"[@/\[\]{}]|\d{4,}|https?:|www\.", name) and not within("sentences", "report").search(
        plain(name)
    )
