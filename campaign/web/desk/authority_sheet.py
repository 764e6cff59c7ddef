"""An authority's form as somebody has it before them: what is typed, what it began with, what is still to be chosen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field

from campaign.services.authorities.entries import AuthorityEntry
from campaign.services.authorities.together import SHAPES, Part, Parts, merged_parts
from campaign.services.editing.entries import content_to_json, fingerprint
from campaign.services.editing.merging import Merged, plain
from campaign.web.desk.forms.authorities import LISTS, AuthorityForm, authority_data, without_empty_rows
from campaign.web.desk.packing import packed, unpacked
from campaign.web.desk.telling import Question, in_words, sentence_of

THEIRS = "theirs"
PICKED = re.compile(r"pick-(?:(texts|addresses|contacts)-(\d{1,2})-)?(\w+)")
ALONE = ("source",)  # of this save, and not of the authority
PART_NAMES = {
    Part.TEXTS: _("In words"),
    Part.ADDRESSES: _("Postal addresses"),
    Part.CONTACTS: _("Numbers and e-mail addresses"),
}


@dataclass(frozen=True)
class AuthoritySheet:
    """A form; without a base nobody knows what it began with, or it is one for a new authority."""

    data: Mapping[str, Any]
    base: AuthorityEntry | None = None
    seen: str = ""  # the fingerprint of the base

    @property
    def packed_base(self) -> str:
        """The base as the form carries it along."""
        return packed(content_to_json(self.base)) if self.base is not None else ""


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
                field = _field(form, part, clash.place, clash.field)
                found[field.name] = Question(in_words(field, clash.theirs), is_chosen=False)
        return found


def opened(entry: AuthorityEntry) -> AuthoritySheet:
    """Return a sheet with an authority as it is now."""
    return AuthoritySheet(authority_data(entry), entry, fingerprint(entry))


def posted(data: Mapping[str, Any], form: "MultiDict[str, str]") -> AuthoritySheet:
    """Return a sheet as it was posted, with what was chosen where two people changed one field."""
    seen, base = form.get("seen", ""), _base(form.get("base", ""))
    if base is None or fingerprint(base) != seen:
        return AuthoritySheet(data, None, seen)
    there, typed = _parts(authority_data(base)), _parts(data)
    for name, choice in form.items():
        if choice == THEIRS and (found := PICKED.fullmatch(name)):
            _take_theirs(typed, there, Part(found[1] or Part.ONCE), int(found[2] or 0), found[3])
    return AuthoritySheet(_data(typed, data), base, seen)


def with_theirs(sheet: AuthoritySheet, now: AuthorityEntry) -> Together:
    """Return a sheet with what an authority is by now, and what there is to tell and to choose."""
    base = None if sheet.base is None else _parts(authority_data(sheet.base))
    merged = merged_parts(base, _parts(without_empty_rows(sheet.data)), _parts(authority_data(now)))
    rows = {part: [dict(row) for row in each.rows] for part, each in merged.items()}
    return Together(replace(opened(now), data=_data(rows, sheet.data)), merged)


def _parts(data: Mapping[str, Any]) -> dict[Part, list[dict[str, Any]]]:
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


def _take_theirs(typed: dict[Part, list[dict[str, Any]]], there: Parts, part: Part, place: int, name: str) -> None:
    if place >= len(typed[part]) or name not in typed[part][place]:
        return
    row, key = typed[part][place], SHAPES[part].key
    same = (each for each in there[part] if key is None or plain(each.get(key)) == plain(row.get(key)))
    row[name] = next(same, {}).get(name)


def _field(form: AuthorityForm, part: Part, place: int, name: str) -> Field:
    return form[name] if part is Part.ONCE else form[part].entries[place].form[name]


def _base(text: str) -> AuthorityEntry | None:
    content = unpacked(text) if text else None
    try:
        return msgspec.json.decode(content, type=AuthorityEntry) if content else None
    except (msgspec.MsgspecError, ValueError):
        return None
