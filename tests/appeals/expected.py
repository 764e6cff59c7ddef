"""The shape of a draft as a person wrote it down from the appeal: what an importer must give, minus its evidence."""

from datetime import date, timedelta
from typing import Literal

import msgspec

NEEDED = (
    *("organisations", "title", "codes", "issue_date", "deadline", "country", "people", "languages", "facts"),
    *("demands", "addressees"),
)  # what is listed under `missing` when the appeal does not hold it


class Person(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody for whom letters are asked; the gender is known only where a word on the page says it."""

    name: str
    gender: Literal["f", "m", "x"] | None
    role: str | None


class Item(msgspec.Struct, forbid_unknown_fields=True):
    """A point under a demand."""

    text: str
    source: str


class ExpectedDemand(msgspec.Struct, forbid_unknown_fields=True):
    """One demand: as it goes into a letter, and as the appeal words it."""

    text: str
    source: str
    kind: Literal["ask", "concern", "reminder"]
    items: list[Item]


class Number(msgspec.Struct, forbid_unknown_fields=True):
    """A number as printed, and as it is dialled if that is certain."""

    raw: str
    e164: str | None


class ExpectedAddressee(msgspec.Struct, forbid_unknown_fields=True):
    """Somebody to write to, or to send a copy."""

    name: str | None
    honorific: str | None
    office: str | None
    organisation: str | None
    address_lines: list[str]
    country: str | None
    faxes: list[Number]
    phones: list[Number]
    emails: list[str]
    handles: list[str]
    salutations: dict[str, str]
    role: Literal["target", "oversight", "channel", "copy"]

    def printed(self) -> list[str]:
        """Everything in it that must stand on the page."""
        single = [self.name, self.honorific, self.office, self.organisation]
        numbers = [number.raw for number in (*self.faxes, *self.phones)]
        several = [*self.address_lines, *numbers, *self.emails, *self.handles, *self.salutations.values()]
        return [words for words in (*single, *several) if words]


class ExpectedDraft(msgspec.Struct, forbid_unknown_fields=True):
    """The draft that an appeal must give. README.md beside this file says how each field was written."""

    organisations: list[str]
    title: str | None
    kind: Literal["action", "update", "extension", "stop", "open_letter", "ready_letter"]
    codes: list[str]
    issue_date: date | None
    deadline: date | None
    deadline_rule: Literal["before", "until"] | None
    last_valid_day: date | None
    deadline_wording: str | None
    after_deadline: str | None
    country: str | None
    people: list[Person]
    languages: list[str]
    text_language: Literal["de", "en", "es", "fr", "it", "pt", "ru"]
    facts: str
    background: str
    demands: list[ExpectedDemand]
    addressees: list[ExpectedAddressee]
    copies_to_missions: bool
    report_to: str | None
    missing: list[str]
    doubts_on: list[str]
    repairs: dict[str, str] = {}

    def last_day(self) -> date | None:
        """The last valid day, from the printed day and the rule."""
        if self.deadline is None:
            return None
        return self.deadline - timedelta(days=1) if self.deadline_rule == "before" else self.deadline
