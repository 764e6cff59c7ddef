"""An imported draft's form as somebody has it before them: what is typed, what it began with, what is to be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from werkzeug.datastructures import MultiDict

from campaign.models import ImportedDraft
from campaign.services.editing.merging import ID, Merged
from campaign.services.importing.reviewed import Part, ReviewedDraft, Row, Rows, from_json
from campaign.services.importing.together import has_news, merged_rows
from campaign.web.desk.forms.imports import fields_by_name, languages_of, review_form, typed_rows
from campaign.web.desk.packing import packed, unpacked

MINE, THEIRS = "mine", "theirs"
Clashes = Mapping[tuple[str, int, str], Any]  # what others wrote, by part, place and field


@dataclass(frozen=True)
class ImportSheet:
    """A draft on a form; without a base nobody knows what it began with."""

    draft: ReviewedDraft
    base: Rows | None
    version: int
    clashes: Clashes = field(default_factory=dict)

    @property
    def packed_base(self) -> str:
        """The base as the form carries it along."""
        return packed(msgspec.json.encode(self.base)) if self.base is not None else ""


def opened(kept: ImportedDraft) -> ImportSheet:
    """Return a sheet with a draft as it is kept now."""
    draft = from_json(kept.reviewed)
    return ImportSheet(draft, draft.rows, kept.version)


def posted(kept: ImportedDraft, form: "MultiDict[str, str]") -> ImportSheet:
    """Return a sheet as it was posted, with what was chosen where two people changed one field."""
    there = from_json(kept.reviewed)
    base = _base(form.get("base", ""))
    typed = review_form((), languages_of(there.rows, form))(form)
    rows = typed_rows(typed, (base or there.rows)[Part.BASICS][0])
    for (part, place, name), each in fields_by_name(typed).items():
        if base is not None and form.get(f"pick-{each.name}") == THEIRS:
            row = rows[part][place]
            row[name] = _same_row(base, part, row).get(name, "")
    seen = form.get("seen", "")
    version = int(seen) if seen.isdecimal() and len(seen) <= 9 else 0
    return ImportSheet(msgspec.structs.replace(there, rows=rows), base, version)


def with_theirs(sheet: ImportSheet, kept: ImportedDraft) -> tuple[ImportSheet, Mapping[Part, Merged]]:
    """Return a sheet with what others saved since it was opened, and what there is to tell of it."""
    there = from_json(kept.reviewed)
    merged = merged_rows(sheet.base, sheet.draft.rows, there.rows)
    rows = {part.value: [dict(row) for row in merged[part].rows] for part in Part}
    clashes = {(part.value, clash.place, clash.field): clash.theirs for part in Part for clash in merged[part].clashes}
    draft = msgspec.structs.replace(there, rows=rows)
    return ImportSheet(draft, there.rows, kept.version, clashes), merged


def is_behind(sheet: ImportSheet, kept: ImportedDraft) -> bool:
    """Whether others saved meanwhile what whoever posts this sheet has not seen."""
    if sheet.version == kept.version:
        return False
    return has_news(merged_rows(sheet.base, sheet.draft.rows, from_json(kept.reviewed).rows))


def up_to_date(sheet: ImportSheet, kept: ImportedDraft) -> ImportSheet:
    """Return a sheet that is not behind, with what it changes put into what is kept now."""
    return sheet if sheet.version == kept.version else replace(with_theirs(sheet, kept)[0], version=kept.version)


def _base(text: str) -> Rows | None:
    content = unpacked(text) if text else None
    try:
        rows = msgspec.json.decode(content, type=Rows) if content else None
    except msgspec.MsgspecError:
        return None
    return rows if rows is not None and all(part in rows for part in Part) and rows[Part.BASICS] else None


def _same_row(rows: Rows, part: str, row: Row) -> Row:
    if part == Part.BASICS:
        return rows[Part.BASICS][0]
    return next((each for each in rows[part] if each.get(ID) == row.get(ID)), {})
