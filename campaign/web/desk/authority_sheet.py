"""An authority's form as somebody has it before them: what is typed, what it began with, what is still to be chosen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field

from campaign.services.authorities.entries import AuthorityEntry
from campaign.services.authorities.together import SHAPES, Part, Parts, merged_parts
from campaign.services.editing.entries import content_to_json, fingerprint
from campaign.services.editing.merging import Merged, Row, plain
from campaign.web.desk.forms.authorities import LISTS, AuthorityForm, authority_data, without_empty_rows
from campaign.web.desk.packing import packed, unpacked
from campaign.web.desk.telling import Question, in_words, sentence_of

MINE, THEIRS = "mine", "theirs"
PICKED = re.compile(r"pick-(?:(texts|addresses|contacts)-(\d{1,2})-)?(\w+)")
ALONE = ("source",)  # of this save, and not of the authority
Rows = dict[Part, list[dict[str, Any]]]
PART_NAMES = {
    Part.TEXTS: _("In words"),
    Part.ADDRESSES: _("Postal addresses"),
    Part.CONTACTS: _("Numbers and e-mail addresses"),
}


@dataclass(frozen=True)
class Asked:
    """A field that two people changed, in a row that is known by its key, wherever it stands."""

    part: Part
    key: str
    name: str

    def row_in(self, parts: Rows) -> dict[str, Any]:
        """Return the row; an empty one if it was taken out."""
        return next((row for row in parts[self.part] if _key_of(self.part, row) == self.key), {})


@dataclass(frozen=True)
class AuthoritySheet:
    """A form; without a base nobody knows what it began with, or it is one for a new authority."""

    data: Mapping[str, Any]
    base: AuthorityEntry | None = None
    seen: str = ""  # the fingerprint of the base
    asked: Mapping[Asked, str] = field(default_factory=dict)  # what is chosen so far, MINE or THEIRS

    @property
    def packed_base(self) -> str:
        """The base as the form carries it along."""
        return packed(content_to_json(self.base)) if self.base is not None else ""

    def chosen(self) -> "AuthoritySheet":
        """Return the sheet with what was chosen."""
        typed, there = _parts(self.data), self._there()
        for each, choice in self.asked.items():
            row = each.row_in(typed)
            if choice == THEIRS and row:
                row[each.name] = each.row_in(there).get(each.name)
        return replace(self, data=_data(typed, self.data), asked={}) if self.asked else self

    def questions(self, form: AuthorityForm) -> dict[str, Question]:
        """Return what is still to be chosen, by the names of fields in the form."""
        typed, there, found = _parts(self.data), self._there(), {}
        for each, choice in self.asked.items():
            if row := each.row_in(typed):
                asked = _field(form, each.part, typed[each.part].index(row), each.name)
                theirs = in_words(asked, each.row_in(there).get(each.name))
                found[asked.name] = Question(theirs, is_chosen=choice == THEIRS)
        return found

    def _there(self) -> Rows:
        return _parts(authority_data(self.base)) if self.base is not None else {part: [] for part in Part}


@dataclass(frozen=True)
class Together:
    """A sheet with what others saved since it was opened, and what there is to tell of it."""

    sheet: AuthoritySheet
    merged: Mapping[Part, Merged]

    @property
    def has_news(self) -> bool:
        """Whether others changed anything that whoever saves has not seen."""
        return any(each.notes or each.clashes for each in self.merged.values())

    def sentences(self, form: AuthorityForm) -> list[str]:
        """Return what others changed, in words."""
        found = []
        for part, merged in self.merged.items():
            for note in merged.notes:
                label = _field(form, part, note.place or 0, note.field).label.text if note.field else ""
                words = sentence_of(note, label, is_one_row=part is Part.ONCE)
                found.append(f"{PART_NAMES[part]}: {words}" if part in PART_NAMES else words)
        return found

    def questions(self, form: AuthorityForm) -> dict[str, Question]:
        """Return what is to be chosen, by the names of fields in the form."""
        found = {}
        for part, merged in self.merged.items():
            for clash in merged.clashes:
                asked = _field(form, part, clash.place, clash.field)
                found[asked.name] = Question(in_words(asked, clash.theirs), is_chosen=False)
        return found


def opened(entry: AuthorityEntry) -> AuthoritySheet:
    """Return a sheet with an authority as it is now."""
    return AuthoritySheet(authority_data(entry), entry, fingerprint(entry))


def posted(data: Mapping[str, Any], form: "MultiDict[str, str]") -> AuthoritySheet:
    """Return a sheet as it was posted, with what is chosen so far where two people changed one field."""
    seen, base = form.get("seen", ""), _base(form.get("base", ""))
    if base is None or fingerprint(base) != seen:
        return AuthoritySheet(data, None, seen)
    typed, asked = _parts(data), {}
    for name, choice in form.items():
        if choice in (MINE, THEIRS) and (found := PICKED.fullmatch(name)):
            part, place = Part(found[1] or Part.ONCE), int(found[2] or 0)
            if place < len(typed[part]) and found[3] in typed[part][place]:
                asked[Asked(part, _key_of(part, typed[part][place]), found[3])] = choice
    return AuthoritySheet(data, base, seen, asked)


def with_theirs(sheet: AuthoritySheet, now: AuthorityEntry) -> Together:
    """Return a sheet with what an authority is by now, and what there is to tell and to choose."""
    base = None if sheet.base is None else _parts(authority_data(sheet.base))
    merged = merged_parts(base, _parts(without_empty_rows(sheet.data)), _parts(authority_data(now)))
    rows = {part: [dict(row) for row in each.rows] for part, each in merged.items()}
    return Together(replace(opened(now), data=_data(rows, sheet.data)), merged)


def _parts(data: Mapping[str, Any]) -> Rows:
    """Return what is typed as rows with the fields that the form has, so that both sides speak of the same."""
    even = AuthorityForm(data=data).data
    once = {name: value for name, value in even.items() if name not in (*LISTS, *ALONE)}
    return {Part.ONCE: [once], **{Part(name): [dict(row) for row in even[name]] for name in LISTS}}


def _data(parts: Parts, typed: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **parts[Part.ONCE][0],
        **{name: parts[Part(name)] for name in LISTS},
        **{name: typed.get(name) for name in ALONE},
    }


def _key_of(part: Part, row: Row) -> str:
    key = SHAPES[part].key
    return "" if key is None else str(plain(row.get(key)))


def _field(form: AuthorityForm, part: Part, place: int, name: str) -> Field:
    return form[name] if part is Part.ONCE else form[part].entries[place].form[name]


def _base(text: str) -> AuthorityEntry | None:
    content = unpacked(text) if text else None
    try:
        return msgspec.json.decode(content, type=AuthorityEntry) if content else None
    except (msgspec.MsgspecError, ValueError):
        return None
