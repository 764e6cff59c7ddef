"""What a supporter says of themselves, checked field by field before it may stand on a letter."""

import itertools
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from campaign.errors import BadSignature, BadSupporter, CampaignError, Sentence
from campaign.merging.countries import is_country
from campaign.merging.signature import INK, Signature, SignatureKind, drawn_signature

NAME_LENGTH = 80
LINE_LENGTH = 60
ADDRESS_LINES = 5
WHO_I_AM_LENGTH = 200
MY_LINK_LENGTH = 300
OWN_WORDS_LENGTH = 1000

# Invisible marks that come along with pasted text and mean nothing in a letter: dropped.
DROPPED = {0x00AD: None, 0x2060: None, 0xFEFF: None, 0x200B: " "}
# Joiners that Persian and Indian names need. Every other invisible mark is refused: it could turn the direction of the
# text around it, or hide something in it.
JOINERS = "\u200c\u200d"
MARKS_IN_A_ROW = 3  # on one letter; Vietnamese needs two, and a heap of them would be drawn over the lines above

YOUR_NAME = Sentence("your name")
YOUR_PLACE = Sentence("the place you write from")
EACH_LINE = Sentence("each line of your address")
WHO_YOU_ARE = Sentence("who you are")
YOUR_LINK = Sentence("your link to the country or the case")
YOUR_WORDS = Sentence("your own words")


class Identity(StrEnum):
    """How much of themselves a supporter lets a letter say: all, no postal address, or initials and a place alone."""

    FULL = "full"
    NO_ADDRESS = "no_address"
    INITIALS = "initials"


@dataclass(frozen=True)
class Supporter:
    """A supporter's own part of a letter; never stored, never logged."""

    name: str
    address_lines: tuple[str, ...]
    country: str  # ISO 3166-1 alpha-2
    place: str
    who_i_am: str = ""
    my_link: str = ""
    own_words: str = ""
    signature: Signature = INK
    identity: Identity = Identity.FULL

    @property
    def printed_name(self) -> str:
        """The name as it stands on the letter."""
        return initials(self.name) if self.identity is Identity.INITIALS else self.name

    @property
    def says_more(self) -> bool:
        """Whether the letter has words of their own in it."""
        return bool(self.who_i_am or self.my_link or self.own_words)

    @property
    def printed_address(self) -> tuple[str, ...]:
        """What stands below the name at the head of the letter, without the country."""
        return self.address_lines if self.identity is Identity.FULL else (self.place,)


WITH_ADDRESS = (None, Identity.FULL)


def read_supporter(fields: Mapping[str, Any]) -> Supporter:
    """Return the supporter that the fields describe; raises BadSupporter with a sentence for each field to mend."""
    readers: dict[str, Callable[[Any], Any]] = {
        "name": _name,
        "address_lines": _address_lines if fields.get("identity") in WITH_ADDRESS else _no_address,
        "country": _country,
        "place": _place,
        "who_i_am": partial(_text, what=WHO_YOU_ARE, length=WHO_I_AM_LENGTH),
        "my_link": partial(_text, what=YOUR_LINK, length=MY_LINK_LENGTH),
        "own_words": partial(_text, what=YOUR_WORDS, length=OWN_WORDS_LENGTH),
        "signature": _signature,
        "identity": _identity,
    }
    values: dict[str, Any] = {}
    problems = {field: _unknown(field, readers) for field in fields if field not in readers}
    for field, reader in readers.items():
        try:
            values[field] = reader(fields.get(field))
        except _Problem as problem:
            problems[field] = problem.sentence
    if problems:
        raise BadSupporter(problems)
    return Supporter(**values)


def initials(name: str) -> str:
    """Return the initials of a name: “Jean-Pierre Martin” becomes “J.-P. M.”"""
    words = (word.split("-") for word in name.split())
    return " ".join("-".join(_initial(part) for part in parts if _has(part, "L")) for parts in words).strip()


def _initial(part: str) -> str:
    first = next(place for place, character in enumerate(part) if unicodedata.category(character)[0] == "L")
    marks = itertools.takewhile(lambda character: unicodedata.category(character)[0] == "M", part[first + 1 :])
    return part[first].upper() + "".join(marks) + "."


class _Problem(CampaignError):
    """One field cannot be used; the text says how to mend it."""


def _name(value: Any) -> str:
    name = _line(value, YOUR_NAME, NAME_LENGTH)
    if not _has(name, "L"):
        raise _Problem("Give your name in letters.")
    return name


def _place(value: Any) -> str:
    place = _line(value, YOUR_PLACE, LINE_LENGTH)
    if not _has(place, "L"):
        raise _Problem("Give the place you write from in letters.")
    return place


def _address_lines(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value:
        raise _Problem("Give your postal address as a list of lines, the street first.")
    if len(value) > ADDRESS_LINES:
        raise _Problem("Give your postal address in %(most)s lines at most.", most=ADDRESS_LINES)
    return tuple(_line(line, EACH_LINE, LINE_LENGTH) for line in value)


def _no_address(value: Any) -> tuple[str, ...]:
    """The letter says nothing of it, so it may be missing; what there is must still be an address."""
    return _address_lines(value) if value else ()


def _country(value: Any) -> str:
    if not isinstance(value, str) or not is_country(value):
        raise _Problem("Give your country by its two-letter code (ISO 3166), such as FR or KE.")
    return value


def _text(value: Any, what: Sentence, length: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _Problem("Give %(what)s as text.", what=what)
    words = _clean(" ".join(value.split()), what)
    if len(words) > length:
        raise _Problem(
            "Shorten %(what)s: it is %(length)s characters long and %(most)s fit on the page.",
            what=what,
            length=len(words),
            most=length,
        )
    return words


def _signature(value: Any) -> Signature:
    if value is None:
        return INK
    if isinstance(value, Signature):
        return value
    if value in (SignatureKind.INK.value, SignatureKind.TYPED.value):
        return Signature(SignatureKind(value))
    if not (isinstance(value, dict) and value.keys() == {"strokes"}):
        raise _Problem("Give the signature as “ink” or “typed”, as a picture’s file name, or as drawn strokes.")
    try:
        return drawn_signature(value["strokes"])
    except BadSignature as refusal:
        raise _Problem(refusal.sentence.message) from refusal


def _identity(value: Any) -> Identity:
    if value is None:
        return Identity.FULL
    if value not in list(Identity):
        raise _Problem("Say how much the letter tells of you: “full”, “no_address” or “initials”.")
    return Identity(value)


def _line(value: Any, what: Sentence, length: int) -> str:
    if not isinstance(value, str):
        raise _Problem("Give %(what)s as text.", what=what)
    line = _clean(value.strip(), what)
    if not line or (what is EACH_LINE and not _has(line, "LN")):
        raise _Problem("Give %(what)s; it is empty.", what=what)
    if len(line) > length:
        raise _Problem(
            "Shorten %(what)s: it is %(length)s characters long and %(most)s fit on a line.",
            what=what,
            length=len(line),
            most=length,
        )
    return " ".join(line.split())


def _clean(text: str, what: Sentence) -> str:
    text = text.translate(DROPPED)
    for character in text:
        category = unicodedata.category(character)
        if category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} and character not in JOINERS:
            raise _Problem(
                "The invisible or unknown character %(code)s may not stand in %(what)s; please remove it.",
                code=f"U+{ord(character):04X}",
                what=what,
            )
    composed = unicodedata.normalize("NFC", text)
    marks = "".join("m" if unicodedata.category(character).startswith("M") else "." for character in composed)
    if "m" * (MARKS_IN_A_ROW + 1) in marks:
        raise _Problem(
            "No letter may have more than %(most)s accents in %(what)s; please remove some.",
            most=MARKS_IN_A_ROW,
            what=what,
        )
    return composed


def _unknown(field: str, known: Iterable[str]) -> Sentence:
    return Sentence(
        "“%(field)s” is not something a letter has; it takes %(known)s.",
        {"field": _shown(field), "known": ", ".join(known)},
    )


def _has(text: str, kinds: str) -> bool:
    return any(unicodedata.category(character)[0] in kinds for character in text)


def _shown(field: str) -> str:
    return "".join(character for character in field[:40] if character.isprintable())
