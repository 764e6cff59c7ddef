"""What the importer read out of a published appeal: each field with its source lines, and every doubt in words."""

import msgspec

Lines = tuple[int, int]  # first and last, counted from 1 in the text as read


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A fax or telephone number as printed, and as dialled where that is certain."""

    raw: str
    e164: str | None = None


class DraftPerson(msgspec.Struct, frozen=True, kw_only=True):
    """A person at risk; the gender only where the document states it."""

    name: str
    gender: str | None = None
    role: str | None = None


class DraftItem(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a demand: the words to ask it with, and those of the document."""

    text: str
    source: str


class DraftDemand(msgspec.Struct, frozen=True, kw_only=True):
    """One thing asked for; in English its text is a bare infinitive, elsewhere the trimmed original."""

    text: str
    source: str
    kind: str = "ask"
    items: tuple[DraftItem, ...] = ()
    lines: Lines


class DraftAddressee(msgspec.Struct, frozen=True, kw_only=True):
    """One office-holder to write to, as printed."""

    name: str | None = None
    honorific: str | None = None
    office: str | None = None
    organisation: str | None = None
    address_lines: tuple[str, ...] = ()
    country: str | None = None
    faxes: tuple[Number, ...] = ()
    phones: tuple[Number, ...] = ()
    emails: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    salutations: dict[str, str] = {}
    role: str = "target"
    lines: Lines


class DraftDoubt(msgspec.Struct, frozen=True, kw_only=True):
    """What a person has to look at, in plain words."""

    field: str
    says: str
    lines: Lines


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Where a field was read, and whether the signal was strong."""

    lines: Lines
    sure: bool


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A published appeal as read; what is not there is listed in `missing`, and nothing is invented."""

    organisations: tuple[str, ...] = ()
    title: str | None = None
    kind: str = "action"
    codes: tuple[str, ...] = ()
    issue_date: str | None = None
    deadline: str | None = None
    deadline_rule: str | None = None
    last_valid_day: str | None = None
    deadline_wording: str | None = None
    after_deadline: str | None = None
    country: str | None = None
    people: tuple[DraftPerson, ...] = ()
    languages: tuple[str, ...] = ()
    text_language: str = "en"
    facts: str = ""
    background: str = ""
    demands: tuple[DraftDemand, ...] = ()
    addressees: tuple[DraftAddressee, ...] = ()
    copies_to_missions: bool = False
    report_to: str | None = None
    missing: tuple[str, ...] = ()
    doubts: tuple[DraftDoubt, ...] = ()
    evidence: dict[str, Evidence] = {}
