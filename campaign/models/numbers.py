"""Fax and telephone numbers: what was published, read into what is dialled. What is not certain is only proposed."""

import re
from dataclasses import dataclass
from itertools import pairwise

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from campaign.errors import BadContact
from campaign.models.vocabulary import Doubt

SEPARATORS = re.compile(r"\s*(?:[/;,|\n]|\s(?:or|and|or else|ou|oder|und|et|y|o|или|и)\s)\s*", re.IGNORECASE)
BEFORE_NUMBER = re.compile(r"^[^\d+(]+")  # "Faxes:", "Tel. "
NUMBER_ALONE = re.compile(r"\+?\s*\(?\d(?:[\d().\-/]|\s(?![-–—]\s))*")  # no words, no range: “… 2000 - 2005”
TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")  # "+41 (0) 22 809 49 39"
SHORT_TAIL = 8  # digits: a longer piece is a number of its own
SHORT_LINE = 4  # digits: “+44 20 7946 0018 / 0099”; a longer one that begins with 0 has its area before it
SHORT_EXTENSION = 5  # digits behind a word: “…, ext. 12”


@dataclass(frozen=True)
class ReadNumber:
    """One number as published; `e164` is what is dialled, or `proposed` is, once a person has settled the doubt."""

    raw: str
    e164: str | None = None
    proposed: str | None = None
    doubt: Doubt | None = None


def read_numbers(text: str, country: str | None) -> tuple[ReadNumber, ...]:
    """Return the numbers in a published text, such as “Faxes: +7 495 606 5173 / 630 2408”.

    `country` is where a number without a country's code would be dialled. Raises BadContact if there is no number.
    """
    pieces = [piece.strip() for piece in SEPARATORS.split(BEFORE_NUMBER.sub("", text)) if re.search(r"\d", piece)]
    if not pieces:
        raise BadContact("There is no number in “%(text)s”: enter it with its country's code.", text=text.strip())
    found: list[ReadNumber] = []
    for piece in _without_strokes_inside(_with_extensions(pieces), text, country):
        found.append(_tail_of(found[-1], piece) if found and _is_tail(piece) else _read(piece, country))
    return tuple(found)


def confirmed_number(text: str) -> str:
    """Return a number that a person stands by, as it is dialled (E.164); raises BadContact if it cannot be one."""
    stated = text.strip()
    try:
        number = phonenumbers.parse(stated, None)
    except NumberParseException:
        number = PhoneNumber()
    alone = NUMBER_ALONE.fullmatch(stated) and not TRUNK_ZERO.search(stated)
    if not (alone and phonenumbers.is_possible_number(number)):
        raise BadContact(
            "“%(text)s” cannot be dialled: enter the whole number in digits, beginning with + and the country's code.",
            text=text,
        )
    return _e164(number)


def shown_number(e164: str) -> str:
    """Return a number as it is printed: `+7 495 692-17-25`."""
    return phonenumbers.format_number(phonenumbers.parse(e164), PhoneNumberFormat.INTERNATIONAL)


def how_to_dial(e164: str, country: str) -> str | None:
    """Return a number as it is dialled in a country, with its prefix for calls abroad: `00 7 495 692-17-25`.

    None where that prefix is chosen by the caller, as in Brazil, or not known.
    """
    dialled = phonenumbers.format_out_of_country_calling_number(phonenumbers.parse(e164), country)
    return None if dialled.startswith("+") else dialled


def _read(piece: str, country: str | None) -> ReadNumber:
    alone = NUMBER_ALONE.match(piece)
    readings = _readings(alone.group(), country) if alone else []
    if not readings:
        return ReadNumber(piece, doubt=Doubt.NO_NUMBER)
    if alone and alone.end() < len(piece):
        return ReadNumber(piece, proposed=readings[0], doubt=Doubt.MORE_THAN_A_NUMBER)
    if len(readings) > 1:
        return ReadNumber(piece, proposed=readings[0], doubt=Doubt.ZERO_IN_BRACKETS)
    if not _names_its_country(piece, country):
        return ReadNumber(piece, proposed=readings[0], doubt=Doubt.NO_COUNTRY_CODE)
    return ReadNumber(piece, e164=readings[0])


def _readings(piece: str, country: str | None) -> list[str]:
    """Return the valid numbers that a piece can stand for: one, unless a zero in brackets may or may not be dialled.

    In Italy and some other countries it is, so that “+39 (0)331 123456” has two readings.
    """
    dropped, kept = (_valid(TRUNK_ZERO.sub(zero, piece), country) for zero in ("", "0"))
    return list(dict.fromkeys(_e164(number) for number in (kept, dropped) if number))


def _valid(piece: str, country: str | None) -> PhoneNumber | None:
    """Return the valid number that a piece stands for, as dialled in the country, or else with its plus put back."""
    for attempt in (piece, re.sub(r"^\s*(?:00|011)?\s*", "+", piece)):
        try:
            number = phonenumbers.parse(attempt, country)
        except NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    return None


def _names_its_country(piece: str, country: str | None) -> bool:
    if re.match(r"\s*(\+|00)", piece):
        return True
    try:
        return phonenumbers.parse(piece, country, keep_raw_input=True).country_code_source == (
            phonenumbers.CountryCodeSource.FROM_NUMBER_WITH_IDD  # "011 7 495…" where 011 leads abroad
        )
    except NumberParseException:
        return False


def _with_extensions(pieces: list[str]) -> list[str]:
    """Put an extension behind its number again: “+7 495 606 5173, ext. 12”."""
    joined: list[str] = []
    for piece in pieces:
        word = BEFORE_NUMBER.match(piece)
        if joined and word and "+" not in piece and _count(piece) <= SHORT_EXTENSION:
            joined[-1] += f", {piece}"
        else:
            joined.append(BEFORE_NUMBER.sub("", piece))
    return joined


def _is_tail(piece: str) -> bool:
    area_code = piece.startswith("(") or (piece.startswith("0") and _count(piece) > SHORT_LINE)
    return "+" not in piece and 2 <= _count(piece) <= SHORT_TAIL and not area_code


def _tail_of(before: ReadNumber, piece: str) -> ReadNumber:
    """Propose the number before with its last digits replaced, as a switchboard's second line is printed."""
    whole = before.e164 or before.proposed
    if whole is None:
        return ReadNumber(piece, doubt=Doubt.NO_NUMBER)
    proposed = whole[: -_count(piece)] + re.sub(r"\D", "", piece)
    if _valid(proposed, None) is None:
        return ReadNumber(piece, doubt=Doubt.NO_NUMBER)
    return ReadNumber(piece, proposed=proposed, doubt=Doubt.END_OF_A_NUMBER)


def _without_strokes_inside(pieces: list[str], text: str, country: str | None) -> list[str]:
    """Join pieces again that are one number only together: “+49 30/18 17 0” has its stroke behind the area."""
    if len(pieces) < 2 or any(_readings(piece, country) for piece in pieces):
        return pieces
    for first, second in pairwise(pieces):
        if f"{first}/{second}" in text.replace(" / ", "/") and _readings(first + second, country):
            place = pieces.index(first)
            return [*pieces[:place], f"{first}/{second}", *pieces[place + 2 :]]
    return pieces


def _count(piece: str) -> int:
    return len(re.sub(r"\D", "", piece))


def _e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
