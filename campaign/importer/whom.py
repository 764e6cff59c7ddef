"""Lines that say to whom letters go: parts of an address, and words with addresses below or behind them."""

import re
from collections.abc import Sequence

from campaign.importer.addressees.looks import is_address, is_mission, is_name, is_office, is_organisation
from campaign.importer.addressees.persons import heads_a_block, person_in
from campaign.importer.cleaning.lines import Line
from campaign.importer.shapes import bullet_of, has_contact, is_prose
from campaign.importer.words import every, heading, label, opening, plain, within

CC = re.compile(
    r"\W*(?:(?:and|und|et|y|e|и) )?(?:c\. ?c\.|c/c|cc|e p\. ?c\.|копи[юя],?(?: пожалуйста,?)?(?: [-–])?)"
    r"[.:]?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)  # “c.c. Lic. Otto Ical, Fiscal …”
LONGEST_LEAD = 160  # characters of a line that announces addresses


def tells_where(text: str, rest: str) -> bool:
    """Whether a line is the address of somebody named above, and does not name the next one."""
    first = rest.split(",")[0]
    return label("address").match(text) is not None and not person_in(first) and not is_office(first)


def copies_in_line(text: str) -> str | None:
    """Return who gets a copy, where a line says it with the address: “Kopien bitte an die Botschaft X, Street 1”."""
    found = every("copy_to").match(text) or CC.match(text)
    rest = text[found.end() :] if found else ""
    whom = rest.split(",")[0]
    official = is_mission(whom) or is_office(whom) or heads_a_block(rest)
    addressed = has_contact(rest) or (rest.count(",") > 1 and any(map(str.isdigit, rest)))
    addressed = addressed or (CC.match(text) is not None and "," in rest)
    return rest if official and addressed else None


def copies_below(text: str, following: Sequence[Line]) -> bool:
    """Whether copies are asked for with the address of an office or a mission below."""
    if re.search(r"(?<!\w)copy (?:the|this|our|it)(?!\w)", text, re.IGNORECASE):
        return False  # “Copy the text and send it to:”
    announced = every("to_whom_at_end").search(f"{text.rstrip(' :')}:") or text.rstrip().endswith(":")
    if not following or not announced or not (every("copies").search(text) and every("writes").search(text)):
        return False
    below = bare_of(plain(following[0].text))
    first = below.split(",")[0]
    named = is_name(first) and len(following) > 1 and (is_address(following[1].text) or has_contact(following[1].text))
    return is_mission(below) or is_office(first) or person_in(first) is not None or named


def starts_recipients(text: str, following: Sequence[Line]) -> bool:
    """Whether a line says to whom appeals go, with the addresses below it or behind its colon."""
    if every("copies").match(text.strip(" -*•")) or heading("copies").match(text):
        return False  # “COPIES OF YOUR APPEALS TO:”
    if within("sentences", "ask_item").search(text):
        return False  # "Please write to the authorities, urging them to:" begins demands
    first = bare_of(plain(following[0].text)) if following else ""
    if following and bullet_of(following[0].text) and first[:1].islower() and not is_address_like(first):
        return False  # “Please write to the authorities and urge them to:”, above “1. release her”
    told = every("writes").search(text) and every("to_whom_at_end").search(text)
    if told and following and is_address_like(plain(following[0].text)):
        return True  # "Write, before 20 March, in English, to:"
    if not within("sentences", "recipients").search(text):
        return _announces_addresses(text, following)
    if is_prose(text) and text.rstrip()[-1:] not in ":,":
        return False
    below = [plain(each.text) for each in following[:3]]
    if not below or opening("sentences", "ask_item").match(bare_of(below[0])):
        return False
    return any(is_address_like(each) for each in below)


def _announces_addresses(text: str, following: Sequence[Line]) -> bool:
    """Whether a line ends with a colon and speaks of authorities or addresses, with such a one below it."""
    if len(text) > LONGEST_LEAD or text.rstrip()[-1:] != ":" or not every("announced").search(text):
        return False
    if every("of_the_office").search(text) or within("sentences", "demands").search(text):
        return False
    below = [bare_of(plain(each.text)) for each in following]
    whole = any(map(has_contact, below)) or sum(map(is_address, below)) > 1
    return bool(below) and whole and not is_prose(below[0]) and (heads_a_block(below[0]) or is_office(below[0]))


def bare_of(text: str) -> str:
    """Return a line without its bullet."""
    bullet = bullet_of(text)
    return bullet.text if bullet else text


def is_address_like(text: str) -> bool:
    """Whether a line may be part of an address: it has a contact, or names an office, a body or somebody."""
    bare = bare_of(text)
    if has_contact(bare) or any(label(key).match(bare) for key in ("name", "office", "address")):
        return True
    return (
        not is_prose(bare)
        and (heads_a_block(bare) or is_address(bare) or is_organisation(bare))
        and not opening("sentences", "ask_item").match(bare)
    )
