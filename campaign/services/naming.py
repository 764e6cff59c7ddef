"""What the parts of a published action are called where its changes are shown, and how their values read there."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from campaign.errors import Sentence
from campaign.merging.countries import country_name, is_country
from campaign.models.deadline import Deadline
from campaign.models.published import (
    PublishedAction,
    PublishedAddress,
    PublishedAddressee,
    PublishedAddresseeText,
    PublishedAuthority,
    PublishedAuthorityText,
    PublishedContact,
    PublishedDemand,
    PublishedDemandText,
    PublishedName,
    PublishedOrganisation,
    PublishedPerson,
    PublishedPersonText,
    PublishedText,
)

Words = str | Sentence  # what a person entered, or words of ours that a page translates

# Every field by what it is called; `revision` is missing, because a revision's own number is no change.
FIELDS: Mapping[type, Mapping[str, str]] = {
    PublishedAction: {
        "slug": "Name in the address of the page",
        "kind": "Kind of action",
        "follows": "Follows the action",
        "case_code": "Case code",
        "document_index": "Document index",
        "issue_date": "Date of issue",
        "country": "Country",
        "deadline": "Deadline",
        "time_zone": "Time zone",
        "late_letters_allowed": "Letters after the deadline",
        "languages": "Languages to write in",
        "copies_to_missions": "Copies to embassies",
        "own_minister": "Letters to the supporter's own government",
        "do_not_write_from": "Do not write from",
        "organisation_mention": "Letters may name the organisation",
        "name_emphasis": "How names stand out",
        "demonstration": "Demonstration",
        "unlisted": "Unlisted",
        "embargo_until": "Embargo until",
        "letter_only": "In letters only, not on the page",
        "organisations": "Organisations",
        "texts": "Texts",
        "persons": "Persons at risk",
        "demands": "Demands",
        "addressees": "Addressees",
    },
    PublishedText: {
        "language": "Language",
        "title": "Title",
        "summary": "Summary",
        "facts": "Facts",
        "background": "Background",
        "after_deadline": "After the deadline",
    },
    PublishedPerson: {
        "gender": "Gender",
        "pronouns": "Pronouns",
        "is_group": "A group",
        "level": "Who may see it",
        "texts": "Texts",
    },
    PublishedPersonText: {"language": "Language", "name": "Name", "role": "Role"},
    PublishedDemand: {"kind": "Kind of demand", "texts": "Texts", "items": "Sub-items", "only_to": "Goes to"},
    PublishedDemandText: {"language": "Language", "text": "Words"},
    PublishedOrganisation: {
        "slug": "Short name",
        "contact": "Contact",
        "report_address": "Where reports go",
        "names": "Names",
    },
    PublishedName: {"kind": "Kind of name", "language": "Language", "text": "Name"},
    PublishedAddressee: {
        "position": "Place",
        "role": "Role",
        "authority": "Authority",
        "texts": "Texts",
        "do_not_write_reason": "Why not to write",
        "do_not_write_from": "Do not write from",
    },
    PublishedAddresseeText: {
        "language": "Language",
        "salutation": "Salutation in this action",
        "closing": "Closing in this action",
    },
    PublishedAuthority: {
        "slug": "Short name",
        "state": "State that it represents",
        "office": "Office",
        "gender": "Gender",
        "languages": "Languages that it reads",
        "texts": "Texts",
        "addresses": "Postal addresses",
        "contacts": "Contacts",
        "refuses": "Channels that it refuses",
    },
    PublishedAuthorityText: {
        "language": "Language",
        "name": "Name",
        "honorific": "Honorific",
        "title": "Title",
        "organisation": "Organisation",
        "salutation": "Salutation",
        "closing": "Closing",
    },
    PublishedAddress: {"language": "Language", "lines": "Lines", "country": "Country", "source": "Source"},
    PublishedContact: {
        "kind": "Kind of contact",
        "raw": "As published",
        "e164": "As dialled",
        "note": "Note",
        "source": "Source",
    },
}
COUNTRY_FIELDS = frozenset({"country", "state", "do_not_write_from"})
HEADINGS: Mapping[type, str] = {
    PublishedOrganisation: "Organisation %(number)s",
    PublishedPerson: "Person at risk %(number)s",
    PublishedDemand: "Demand %(number)s",
    PublishedAddressee: "Addressee %(number)s",
    PublishedContact: "Contact %(number)s",
    PublishedName: "Name %(number)s",
    PublishedAddress: "Postal address",
}


def heading(kind: type, number: int, *, below: bool) -> Sentence | None:
    """Return what one of several items is called; none for a text, which is told by its language alone."""
    if kind is PublishedDemand and below:
        return Sentence("Sub-item %(number)s", {"number": number})
    return Sentence(HEADINGS[kind], {"number": number}) if kind in HEADINGS else None


def label(whole: Sentence | None, part: Sentence, language: str | None = None) -> Sentence:
    """Return the label of a part in its whole, such as “Addressee 2: Salutation (en)”."""
    if language is not None:
        part = Sentence("%(part)s (%(language)s)", {"part": part, "language": language})
    return part if whole is None else Sentence("%(whole)s: %(part)s", {"whole": whole, "part": part})


def in_words(value: object, field: str) -> Words | None:
    """Return a value as it is shown; none for what is empty."""
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return _several([in_words(each, field) or "" for each in value], field)
    if isinstance(value, bool):
        return Sentence("yes") if value else Sentence("no")
    if isinstance(value, StrEnum):
        return Sentence(value.name.lower().replace("_", " "))
    if isinstance(value, Deadline):
        return _deadline(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"{country_name(text, 'en')} ({text})" if field in COUNTRY_FIELDS and is_country(text) else text


def summary(item: object) -> str:
    """Return a few words by which an item of several is known again."""
    if isinstance(item, PublishedAddressee):
        texts = item.authority.texts
        return next((words for text in texts if (words := text.name or text.title)), item.authority.slug)
    if isinstance(item, PublishedDemand | PublishedPerson | PublishedOrganisation):
        texts_or_names = item.names if isinstance(item, PublishedOrganisation) else item.texts
        return next((words for text in texts_or_names if (words := getattr(text, "name", None) or _text_of(text))), "…")
    return str(getattr(item, "raw", None) or _text_of(item) or getattr(item, "language", "…"))


def _text_of(item: object) -> str:
    return str(getattr(item, "text", ""))


def _several(words: list[Words], field: str) -> Words:
    if field == "lines":
        return "\n".join(map(str, words))
    if all(isinstance(each, str) for each in words):
        return ", ".join(map(str, words))
    names = {f"word{number}": each for number, each in enumerate(words)}
    return Sentence(", ".join(f"%({name})s" for name in names), names)


def _deadline(deadline: Deadline) -> Sentence:
    return Sentence(
        "%(last_day)s is the last day (%(rule)s %(printed)s, in words: “%(wording)s”)",
        {
            "last_day": deadline.last_valid_day,
            "rule": Sentence(deadline.rule.name.lower()),
            "printed": deadline.printed,
            "wording": deadline.wording,
        },
    )
