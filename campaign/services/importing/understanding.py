"""What a mended draft means, as entries of an action; and everything that stands in the way, each at its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

from babel import Locale

from campaign.errors import BadContact, BadEntry, Sentence
from campaign.merging.countries import is_country
from campaign.models.mail_addresses import mail_address
from campaign.models.numbers import read_numbers
from campaign.models.vocabulary import ActionKind, DeadlineRule, DemandKind, Gender, Office, PublicationLevel, Role
from campaign.services.authorities.checking import check_lines
from campaign.services.editing.entries import DemandEntry, PersonEntry, PersonWords, TextEntry
from campaign.services.editing.merging import ID, LEVEL
from campaign.services.importing.matching import Match
from campaign.services.importing.organisations import NEW
from campaign.services.importing.reviewed import Part, ReviewedDraft, Row, Where
from campaign.services.languages import OWN_LANGUAGE

SALUTATION = re.compile(r"salutation_([a-z]{2,3})")


@dataclass(frozen=True)
class Problem:
    """Something that keeps a draft from becoming an action: where it is mended, and how."""

    where: Where
    sentence: Sentence


def problems_of(draft: ReviewedDraft, matches: dict[str, Sequence[Match]]) -> list[Problem]:
    """Return everything that keeps a draft from becoming an action; `matches` are those of each addressee."""
    return [*_in_basics(draft.basics), *_in_rows(draft), *_in_addressees(draft, matches)]


def words_in(text: object) -> str | None:
    """Return a text that was typed; none if nothing but space was."""
    return str(text or "").strip().replace("\r\n", "\n") or None


def lines_in(text: object) -> tuple[str, ...]:
    """Return the lines of a field that holds one thing a line."""
    return tuple(line.strip() for line in str(text or "").splitlines() if line.strip())


def codes_in(text: object) -> tuple[str, ...]:
    """Return the codes of a list that was typed with commas or spaces between them."""
    return tuple(dict.fromkeys(str(text or "").replace(",", " ").split()))


def day_of(text: object) -> date | None:
    """Return a day; none for no day, and for what the problems name."""
    try:
        return date.fromisoformat(str(text or "").strip())
    except ValueError:
        return None


def text_entry(basics: Row) -> TextEntry:
    """Return what the action says in the language of the appeal."""
    return TextEntry(
        title=words_in(basics["title"]) or "",
        facts=words_in(basics["facts"]),
        background=words_in(basics["background"]),
        after_deadline=words_in(basics["after_deadline"]),
    )


def person_entries(rows: Sequence[Row], language: str) -> tuple[PersonEntry, ...]:
    """Return the persons at risk."""
    return tuple(
        PersonEntry(
            id=None,
            gender=Gender(row["gender"]) if row["gender"] else None,
            pronouns=None,
            is_group=False,
            level=PublicationLevel.PUBLIC,
            words={language: PersonWords(words_in(row["name"]), words_in(row["role"]))},
        )
        for row in rows
    )


def demand_entries(rows: Sequence[Row], language: str) -> tuple[DemandEntry, ...]:
    """Return the demands with their parts."""
    entries: list[DemandEntry] = []
    for row in rows:
        entry = DemandEntry(None, DemandKind(row["kind"]), {language: words_in(row["text"]) or ""})
        if row[LEVEL] == "1" and entries:
            above = entries.pop()
            entry = DemandEntry(None, above.kind, above.texts, (), (*above.items, entry))
        entries.append(entry)
    return tuple(entries)


def salutations_in(row: Row) -> dict[str, str]:
    """Return the forms of address that the sheet prints, by language."""
    found = ((SALUTATION.fullmatch(name), words_in(value)) for name, value in row.items())
    return {match[1]: words for match, words in found if match and words}


def _in_basics(basics: Row) -> Iterator[Problem]:
    checks = (
        ("title", words_in(basics["title"]), "Give the action a title."),
        ("kind", basics["kind"] in list(ActionKind), "Choose the kind from the list."),
        ("country", is_country(basics["country"]), "Choose the country whose authorities are written to."),
        ("time_zone", basics["time_zone"] in available_timezones(), "Choose the time zone from the list."),
        ("text_language", _is_language(basics["text_language"]), "Name the language of the text, such as en."),
    )
    yield from (_basic(field, message) for field, is_there, message in checks if not is_there)
    for field in ("issue_date", "deadline_date"):
        if words_in(basics[field]) and day_of(basics[field]) is None:
            yield _basic(field, "“%(text)s” is no day: write it as 2026-05-31.", text=basics[field])
    if words_in(basics["deadline_date"]) and basics["deadline_rule"] not in list(DeadlineRule):
        yield _basic("deadline_rule", "Say whether the last day as printed still counts.")
    for code in codes_in(basics["languages"]):
        if code != OWN_LANGUAGE and not _is_language(code):
            yield _basic("languages", "“%(code)s” is no language: use codes such as en, ru or fr.", code=code)


def _basic(field: str, message: str, **values: object) -> Problem:
    return Problem(Where(Part.BASICS, "", field), Sentence(message, values))


def _in_rows(draft: ReviewedDraft) -> Iterator[Problem]:
    for row in draft.rows[Part.ORGANISATIONS]:
        if not row["use"]:
            yield _at(Part.ORGANISATIONS, row, "use", "Say which organisation of the list this is, or that it is new.")
        elif row["use"] == NEW and not words_in(row["name"]):
            yield _at(Part.ORGANISATIONS, row, "name", "Write the name of the organisation, or drop it.")
        elif row["use"] == NEW and not words_in(row["contact"]):
            message = "Say whom a supporter asks: an address, a page or a sentence."
            yield _at(Part.ORGANISATIONS, row, "contact", message)
    for row in draft.rows[Part.PEOPLE]:
        if row["gender"] and row["gender"] not in list(Gender):
            yield _at(Part.PEOPLE, row, "gender", "Choose from the list.")
    for row in draft.rows[Part.DEMANDS]:
        if not words_in(row["text"]):
            yield _at(Part.DEMANDS, row, "text", "Write what is asked, or drop this demand.")
        elif row["kind"] not in list(DemandKind):
            yield _at(Part.DEMANDS, row, "kind", "Choose from the list.")


def _in_addressees(draft: ReviewedDraft, matches: dict[str, Sequence[Match]]) -> Iterator[Problem]:
    chosen: set[str] = set()
    for row in draft.rows[Part.ADDRESSEES]:
        use, _, slug = row["choice"].partition(":")
        if row["role"] not in list(Role):
            yield _addressee(row, "role", "Choose the role from the list.")
        if not use and matches.get(row[ID]):
            yield _addressee(row, "choice", "The directory may have this addressee: choose what is true.")
        if slug and slug not in {match.authority.slug for match in matches.get(row[ID], ())}:
            yield _addressee(row, "choice", "“%(slug)s” was merged into another meanwhile: choose again.", slug=slug)
        if slug and slug in chosen:
            yield _addressee(row, "choice", "This authority is an addressee already: join the two, or drop one.")
        chosen.add(slug)
        if use not in ("directory", "address"):
            yield from _in_new_authority(row)
        if use != "directory":
            yield from _in_ways(row)


def _in_new_authority(row: Row) -> Iterator[Problem]:
    if not (words_in(row["office"]) or words_in(row["organisation"])):
        yield _addressee(row, "office", "Write which office this is, or of which organisation.")
    if row["state"].strip() and not is_country(row["state"].strip().upper()):
        yield _addressee(
            row, "state", "“%(code)s” is no country: use a two-letter code, such as RU.", code=row["state"]
        )
    if row["office_kind"] and row["office_kind"] not in list(Office):
        yield _addressee(row, "office_kind", "Choose from the list.")


def _in_ways(row: Row) -> Iterator[Problem]:
    country = row["country"].strip().upper()
    try:
        check_lines(lines_in(row["address"]))
    except BadEntry as error:
        yield Problem(Where(Part.ADDRESSEES, row[ID], "address"), error.sentence)
    if (lines_in(row["address"]) or country) and not is_country(country):
        yield _addressee(row, "country", "Name the country that post goes to by its two-letter code, such as RU.")
    for field in ("faxes", "phones"):
        for text in lines_in(row[field]):
            try:
                read_numbers(text, country if is_country(country) else None)
            except BadContact as error:
                yield Problem(Where(Part.ADDRESSEES, row[ID], field), error.sentence)
    for text in lines_in(row["emails"]):
        try:
            mail_address(text)
        except BadContact as error:
            yield Problem(Where(Part.ADDRESSEES, row[ID], "emails"), error.sentence)


def _at(part: Part, row: Row, field: str, message: str) -> Problem:
    return Problem(Where(part, row[ID], field), Sentence(message))


def _addressee(row: Row, field: str, message: str, **values: object) -> Problem:
    return Problem(Where(Part.ADDRESSEES, row[ID], field), Sentence(message, values))


def _is_language(code: str) -> bool:
    return code.strip() in Locale("en").languages
