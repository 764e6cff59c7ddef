"""What the importer read, as rows to be mended: nothing is added but what follows from it."""

import re
from collections.abc import Mapping, Sequence

from babel.core import get_global

from campaign.errors import BadContact
from campaign.importer.draft import Draft, DraftAddressee, DraftDemand, Evidence, Number
from campaign.importer.opening import Imported
from campaign.models.numbers import read_numbers
from campaign.services.editing.merging import ID, LEVEL
from campaign.services.importing.reviewed import LINES, Doubt, Part, ReviewedDraft, Row, Seen, Where

INDEX = re.compile(r"[A-Z]{3} \d\d/\d+/\d{2,4}(?:\s\w+)?")  # of a document, apart from its case: “EUR 46/2345/2016”
FIELDS_OF_ROWS = {"address_lines": "address"}
FIELDS = {
    "codes": "case_code",
    "codes.0": "case_code",
    "codes.1": "document_index",
    "deadline": "deadline_date",
    "text": "",
}


def reviewed_draft(imported: Imported) -> ReviewedDraft:
    """Return what was read, to be mended: every field, doubt and line of it."""
    draft = imported.draft
    named = _Named(draft.evidence)
    rows = {
        Part.BASICS.value: [_basics(draft)],
        Part.ORGANISATIONS.value: [named.row("organisations", {"name": name}) for name in draft.organisations],
        Part.PEOPLE.value: [
            named.row("people", {"name": each.name, "gender": each.gender or "", "role": each.role or ""})
            for each in draft.people
        ],
        Part.DEMANDS.value: [row for place, each in enumerate(draft.demands) for row in _demand(named, place, each)],
        Part.ADDRESSEES.value: [
            named.row(f"addressees.{place}", _addressee(each, draft)) for place, each in enumerate(draft.addressees)
        ],
    }
    return ReviewedDraft(
        rows=rows,
        doubts=tuple(Doubt(named.where(each.field), each.says, each.lines) for each in draft.doubts),
        seen={
            name: Seen(each.lines, each.sure)
            for field, each in draft.evidence.items()
            if (name := _basic_field(draft, field)) in rows[Part.BASICS.value][0]
        },
        left_out=imported.left_out,
        count=named.count,
    )


class _Named:
    """Numbers rows, and remembers which of them the importer means by a path such as `addressees.1.faxes`."""

    def __init__(self, evidence: Mapping[str, Evidence]) -> None:
        self._evidence, self._names, self.count = evidence, dict[str, str](), 0

    def row(self, path: str, row: Row) -> Row:
        """Return a row with its number and lines."""
        self.count += 1
        self._names.setdefault(path, str(self.count))
        seen = self._evidence.get(path)
        lines = f"{seen.lines[0]}-{seen.lines[1]}" if seen else ""
        weak = [FIELDS_OF_ROWS.get(each, each) for each in self._weak_within(path)]
        sure = "no" if seen and not seen.sure else " ".join(weak) or "yes"
        return {ID: str(self.count), LINES: lines, "sure": sure, **row}

    def _weak_within(self, path: str) -> list[str]:
        """Return the fields of a row that weak signs told."""
        return [
            field.removeprefix(f"{path}.")
            for field, each in self._evidence.items()
            if field.startswith(f"{path}.") and not each.sure
        ]

    def where(self, path: str) -> Where:
        """Return the place that a path of the importer's means."""
        part, _, rest = path.partition(".")
        place, _, field = rest.partition(".")
        if part not in list(Part):
            return Where(Part.BASICS, "", FIELDS.get(path, FIELDS.get(part, part)))
        return Where(part, self._names.get(f"{part}.{place}", "") if place else "", field if place else "")


def _basics(draft: Draft) -> Row:
    codes = list(draft.codes)
    case = codes.pop(0) if codes and not (len(codes) == 1 and INDEX.fullmatch(codes[0])) else ""
    return {
        "title": draft.title or "",
        "kind": draft.kind,
        "case_code": case,
        "document_index": ", ".join(codes),
        "issue_date": draft.issue_date or "",
        "country": draft.country or "",
        "time_zone": _time_zone(draft.country),
        "deadline_date": draft.deadline or "",
        "deadline_rule": draft.deadline_rule or "",
        "deadline_wording": draft.deadline_wording or "",
        "after_deadline": draft.after_deadline or "",
        "languages": ", ".join(draft.languages),
        "text_language": draft.text_language,
        "facts": draft.facts,
        "background": draft.background,
        "copies_to_missions": draft.copies_to_missions,
        "report_to": draft.report_to or "",
    }


def _basic_field(draft: Draft, path: str) -> str:
    if path == "codes.0" and not _basics(draft)["case_code"]:
        return "document_index"
    return FIELDS.get(path, path)


def _demand(named: _Named, place: int, demand: DraftDemand) -> Sequence[Row]:
    path = f"demands.{place}"
    whole = named.row(path, {LEVEL: "0", "kind": demand.kind, "text": demand.text, "source": demand.source})
    items = [
        named.row(path, {LEVEL: "1", "kind": demand.kind, "text": item.text, "source": item.source})
        for item in demand.items
    ]
    return [whole, *items]


def _addressee(addressee: DraftAddressee, draft: Draft) -> Row:
    is_abroad = addressee.role == "channel" or addressee.country is None
    return {
        "name": addressee.name or "",
        "honorific": addressee.honorific or "",
        "office": addressee.office or "",
        "organisation": addressee.organisation or "",
        "address": "\n".join(addressee.address_lines),
        "country": addressee.country or "",
        "state": (draft.country if is_abroad else addressee.country) or "",
        "office_kind": "",
        "faxes": _numbers(addressee.faxes, addressee.country),
        "phones": _numbers(addressee.phones, addressee.country),
        "emails": "\n".join(addressee.emails),
        "handles": "\n".join(addressee.handles),
        "role": addressee.role,
        "choice": "",
        "find": "",
        **{f"salutation_{language}": words for language, words in addressee.salutations.items()},
    }


def _numbers(numbers: Sequence[Number], country: str | None) -> str:
    """Return numbers as printed, a line each; one of which print alone does not say how it is dialled, as dialled."""
    return "\n".join(each.raw if each.e164 in (None, _dialled(each.raw, country)) else each.e164 for each in numbers)


def _dialled(raw: str, country: str | None) -> str | None:
    try:
        found = read_numbers(raw, country)
    except BadContact:
        return None
    return found[0].e164 if len(found) == 1 else None


def _time_zone(country: str | None) -> str:
    """Return the time zone of a country that has only one; UTC for any other."""
    zones = [zone for zone, territory in get_global("zone_territories").items() if territory == country]
    return zones[0] if len(zones) == 1 else "UTC"
