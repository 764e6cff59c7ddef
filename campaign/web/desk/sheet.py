"""One section's form as somebody has it before them: what is typed, what it began with, what is still to be chosen."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from campaign.models import Action, KeptForm
from campaign.services.editing.entries import Content, Section, content_from_json, content_to_json, fingerprint
from campaign.services.editing.merging import SHAPES, Merged, merge, plain
from campaign.services.editing.reading import content_of
from campaign.web.desk.forms.choices import Choices, choices_for
from campaign.web.desk.forms.rows import MOST_ROWS, Out, moved, put_back, taken_out, without
from campaign.web.desk.forms.sections import (
    SECTIONS,
    Row,
    fields_of,
    form_of,
    rows_in,
    rows_of,
    settled,
    typed_form,
    with_languages,
)
from campaign.web.desk.packing import packed, unpacked

ASKED = "asked"  # of a row: the fields that two people changed, each with what is chosen so far
MINE, THEIRS = "mine", "theirs"
CHOSEN = re.compile(r"(?:rows-\d+-)?authority|follows(?:_other)?")  # fields whose lists may not offer what was chosen
TAB = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Sheet:
    """A form of one section; without a base nobody knows what it began with."""

    part: Section
    rows: list[Row]
    base: Content | None
    seen: str  # the fingerprint of the base
    tab: str  # a word that this page made up, to keep it apart from others
    went_on: str = ""  # the kept form that it goes on with
    out: Out | None = None

    @property
    def packed_base(self) -> str:
        """The base as the form carries it along."""
        return packed(content_to_json(self.base)) if self.base is not None else ""

    @property
    def packed_out(self) -> str:
        """The rows that were taken out last, as the form carries them along."""
        return packed(msgspec.json.encode(self.out)) if self.out else ""

    def after(self, do: str) -> "Sheet":
        """Return the sheet after a button for rows."""
        if do == "back" and self.out and len(self.rows) < MOST_ROWS:
            return replace(self, rows=put_back(self.rows, self.out), out=None)
        if out := taken_out(self.rows, do):
            return replace(self, rows=without(self.rows, out), out=out)
        return replace(self, rows=moved(self.rows, do, SECTIONS[self.part].empty))

    def chosen(self) -> list[Row]:
        """Return the rows with what was chosen where two people changed one field."""
        return [self._chosen(row) for row in self.rows]

    def base_row(self, row: Row) -> Row:
        """Return what the base says of a row; nothing for a new one."""
        key = SHAPES[self.part].key
        rows = rows_of(self.part, self.base) if self.base is not None else []
        return next((each for each in rows if key is None or plain(each[key]) == plain(row.get(key))), {})

    def unfolded(self) -> set[int]:
        """Return the places of rows that are to be seen at once: the only one, and those that say anything unsaved."""
        return {place for place, row in enumerate(self.rows) if len(self.rows) == 1 or self._is_unsaved(row)}

    def _is_unsaved(self, row: Row) -> bool:
        key = SHAPES[self.part].key
        if ASKED in row or (key is not None and not plain(row.get(key))):
            return True
        return self.base is not None and _plain(row) != _plain(self.base_row(row))

    def _chosen(self, row: Row) -> Row:
        taken = [field for field, choice in row.get(ASKED, {}).items() if choice == THEIRS]
        base = self.base_row(row) if taken else {}
        chosen = {**{name: row[name] for name in row if name != ASKED}, **{name: base.get(name) for name in taken}}
        return settled(self.part, chosen)


def opened(action: Action, part: Section) -> Sheet:
    """Return a new sheet with what a section says now."""
    content = content_of(action, part)
    return Sheet(part, rows_of(part, content), content, fingerprint(content), new_tab())


def posted(session: Session, action: Action, part: Section, form: "MultiDict[str, str]") -> tuple[Sheet, Choices]:
    """Return a sheet as it was posted, and what can be chosen on it."""
    seen, text = form.get("seen", ""), unpacked(form.get("base", ""))
    base = content_from_json(part, text) if text else None
    if base is not None and fingerprint(base) != seen:
        base = None
    chosen = [value for name, value in form.items() if CHOSEN.fullmatch(name)]
    choices = choices_for(session, action, part, typed=chosen, words=form.get("find", ""))
    choices = with_languages(choices, form)
    typed = typed_form(part, choices, form, content_of(action, part) if base is None else base)
    rows = rows_in(part, typed)
    for place, row in enumerate(rows):
        fields = fields_of(part, typed, place).items()
        picks = {name: form.get(f"pick-{field.name}") for name, field in fields}
        if asked := {name: pick for name, pick in picks.items() if pick in (MINE, THEIRS)}:
            row[ASKED] = asked
    tab = form.get("tab", "")
    tab = tab if TAB.fullmatch(tab) else new_tab()
    return Sheet(part, rows, base, seen, tab, form.get("went_on", ""), _out(form.get("out", ""))), choices


def choices_of(session: Session, action: Action, sheet: Sheet) -> Choices:
    """Return what can be chosen on a sheet."""
    chosen = [str(value) for row in sheet.rows for name, value in row.items() if CHOSEN.fullmatch(name) and value]
    return choices_for(session, action, sheet.part, typed=chosen)


def left(kept: KeptForm, action: Action) -> Sheet:
    """Return a sheet that goes on with a kept form, in a tab of its own."""
    part, rows = Section(kept.section), msgspec.json.decode(kept.rows)
    base = content_from_json(part, kept.base) if kept.base else None
    if part is Section.BASICS:  # a field that came after the form was kept stays as it is
        (there,) = rows_of(part, content_of(action, part) if base is None else base)
        rows = [{**there, **row} for row in rows]
    seen = fingerprint(base) if base is not None else ""
    return Sheet(part, rows, base, seen, new_tab(), went_on=name_of(kept))


def name_of(kept: KeptForm) -> str:
    """Return what names a kept form as it is now: another once its tab has kept more."""
    return f"{kept.id}@{kept.kept_at.isoformat()}"


def merged_with_now(sheet: Sheet, action: Action, choices: Choices) -> tuple[Sheet, Merged]:
    """Return a sheet with what the section says by now, and what there is to tell and to choose."""
    now = content_of(action, sheet.part)
    base = None if sheet.base is None else _even(sheet.part, choices, rows_of(sheet.part, sheet.base))
    mine, theirs = sheet.chosen(), _even(sheet.part, choices, rows_of(sheet.part, now))
    merged = merge(base, mine, theirs, SHAPES[sheet.part])
    rows = [dict(row) for row in merged.rows]
    for clash in merged.clashes:
        rows[clash.place].setdefault(ASKED, {})[clash.field] = MINE
    return replace(sheet, rows=rows, base=now, seen=fingerprint(now)), merged


def says_nothing_new(sheet: Sheet, action: Action, choices: Choices) -> bool:
    """Whether all that a sheet would change is there already."""
    after, _ = merged_with_now(sheet, action, choices)
    there = _even(sheet.part, choices, rows_of(sheet.part, after.base))
    return [_plain(row) for row in after.rows] == [_plain(row) for row in there]


def new_tab() -> str:
    """Return a word for a page that was just opened."""
    return secrets.token_hex(8)


def _even(part: Section, choices: Choices, rows: list[Row]) -> list[Row]:
    """Return rows with the fields that the form has, so that both sides speak of the same."""
    return rows_in(part, form_of(part, with_languages(choices, [name for row in rows for name in row]), rows))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in row.items() if name != ASKED and plain(value)}


def _out(text: str) -> Out | None:
    content = unpacked(text) if text else None
    try:
        return msgspec.json.decode(content, type=Out) if content else None
    except msgspec.MsgspecError:
        return None
