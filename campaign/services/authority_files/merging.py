"""A row of a file over what the directory holds: only cells that differ change anything, and each is checked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from campaign.errors import BadContact, Sentence
from campaign.models.mail_addresses import mail_address
from campaign.models.numbers import confirmed_number, read_numbers
from campaign.models.vocabulary import ContactKind, Doubt, MissionKind
from campaign.services.authorities.checking import LONGEST_LINE, MOST_LINES
from campaign.services.authorities.saving import KEPT_FREE
from campaign.services.authority_files.columns import (
    ADDRESS,
    MISSION,
    NUMBERS,
    SLUG,
    SOURCE,
    TEXT_FIELDS,
    Column,
    Holds,
    entry_columns,
    languages_in,
    numbers_of,
    text_language,
)
from campaign.services.authority_files.records import ID, NO, Record, listed
from campaign.services.authority_files.values import BadCell, plain, value_in
from campaign.services.tables.cells import Cell, is_text

SLUG_LETTERS = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 80
OFF_THE_LIST = ("", NO)  # of a mission: what says nothing while its kind is not given


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row, with the column it is in; an empty column for the row as a whole."""

    column: str
    reason: Sentence


def merged(
    before: Record, cells: Mapping[Column, Cell], *, source: str, today: date
) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """Return what an authority is with a row of a file written over it, and all that is wrong with the row.

    `source` is where what is new or changed comes from, unless the row says so itself.
    """
    faults: list[Fault] = []
    after = dict(before)
    for column, cell in cells.items():
        there = before.get(column.name, "")
        if is_text(cell) and plain(str(cell or "")) == plain(there):
            continue  # what is there already stays as it is, whatever it is
        try:
            text = value_in(column, cell)
        except BadCell as error:
            faults.append(Fault(column.name, error.sentence))
            continue
        if column.holds is not Holds.YES or text:
            after[column.name] = text
    row = _Row(before, {name: text for name, text in after.items() if text}, source, today, faults)
    for check in (_check_slug, _check_texts, _check_mission, _check_entries):
        check(row)
    return {name: text for name, text in row.after.items() if text}, tuple(faults)


@dataclass(frozen=True)
class _Row:
    before: Record
    after: dict[str, str]
    source: str
    today: date
    faults: list[Fault]

    def wrong(self, at: str, message: str, **values: object) -> None:
        self.faults.append(Fault(at, Sentence(message, values)))

    def differs(self, *names: str) -> bool:
        return any(self.before.get(name) != self.after.get(name) for name in names)

    def is_wrong(self, *names: str) -> bool:
        """Whether one of these cells cannot be read, so that nothing more is to be said of them together."""
        return any(fault.column in names for fault in self.faults)

    def take_out(self, *names: str) -> None:
        for name in names:
            self.after.pop(name, None)

    def tried(self, column: str, work: Callable[[], object]) -> None:
        try:
            work()
        except (BadContact, BadCell) as error:
            self.wrong(column, error.sentence.message, **error.sentence.values)


def _check_slug(row: _Row) -> None:
    slug = row.after.get(SLUG, "")
    if row.before or not slug:
        return
    if not SLUG_LETTERS.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        row.wrong(SLUG, "Use small letters, digits and hyphens, or leave it empty: a name is made then.")
    elif slug in KEPT_FREE:
        row.wrong(SLUG, "The desk has a page of that name: choose another, or leave it empty.")


def _check_texts(row: _Row) -> None:
    languages = sorted(languages_in({**row.before, **row.after}))
    for language in languages:
        said = [f"{field}_{language}" for field in TEXT_FIELDS]
        if any(name in row.after for name in said) and f"title_{language}" not in row.after and row.differs(*said):
            row.wrong(
                f"title_{language}", "Say what the office is called in this language, such as “Minister of Justice”."
            )
    if not any(map(text_language, row.after)) and (languages or not row.before):
        row.wrong("title_en", "Say what the office is called, in one language at least.")


def _check_mission(row: _Row) -> None:
    names, after = [column.name for column in MISSION], row.after
    if not row.differs(*names) or row.is_wrong(*names):
        return
    if "mission" not in after:
        left = [name for name in names if after.get(name, "") not in OFF_THE_LIST]
        if left and not row.before.get("mission"):
            row.wrong("mission", "Say what kind of mission it is, or empty the columns of the mission.")
        row.take_out(*names)  # with its kind, all of it is taken out
        return
    after.setdefault("mission_sending_state", after.get("state", ""))
    after.setdefault("state", after["mission_sending_state"])
    after.setdefault("mission_headed_by_charge", NO)
    if not after["mission_sending_state"]:
        row.wrong("mission_sending_state", "Say which state it represents.")
    if "mission_host_state" not in after:
        row.wrong("mission_host_state", "Say in which country it stands.")
    elif after["mission_host_state"] in listed(after.get("mission_accredited_to", "")):
        row.wrong("mission_accredited_to", "It stands there already: name only further states that it is sent to.")
    if after["mission"] == MissionKind.PERMANENT_MISSION and "mission_un_body" not in after:
        row.wrong("mission_un_body", "Say to which body of the United Nations it is sent, such as “UN Geneva”.")


def _check_entries(row: _Row) -> None:
    entries = list(numbers_of({**row.before, **row.after}))
    for kind, number in entries:
        columns = entry_columns(kind, number)
        name, names = columns[0].name, [column.name for column in columns]
        if not row.differs(*names) or row.is_wrong(*names):
            continue
        if name not in row.after:
            if any(each in row.after for each in names) and name not in row.before:
                row.wrong(name, "It is empty, but other columns of it are not: fill it in, or empty them all.")
            row.take_out(*names, f"{name}_{ID}")
        else:
            _check_entry(row, kind, name)
    _refuse_twice(row, entries)


def _check_entry(row: _Row, kind: str, name: str) -> None:
    if row.differs(name) and row.source and not row.differs(f"{name}_{SOURCE}"):
        row.after[f"{name}_{SOURCE}"] = row.source
    if kind == ADDRESS:
        _check_address(row, name)
    elif kind in NUMBERS:
        _check_number(row, name)
    elif kind == ContactKind.EMAIL and row.differs(name):
        row.tried(name, lambda: mail_address(row.after[name]))
    _check_dates(row, name)


def _check_address(row: _Row, name: str) -> None:
    lines = row.after[name].split("\n")
    if row.differs(name) and len(lines) > MOST_LINES:
        row.wrong(
            name, "An address has %(most)s lines at most, without the country: put two into one.", most=MOST_LINES
        )
    longest = max(lines, key=len)
    if row.differs(name) and len(longest) > LONGEST_LINE:
        row.wrong(name, "“%(line)s…” is too long for a line: make two of it.", line=longest[:LONGEST_LINE])
    languages = sorted(languages_in(row.after))
    row.after.setdefault(f"{name}_language", languages[0] if len(languages) == 1 else "en")
    country = row.after.get("mission_host_state") or row.after.get("state")
    if f"{name}_country" not in row.after and country:
        row.after[f"{name}_country"] = country
    if f"{name}_country" not in row.after:
        row.wrong(f"{name}_country", "Say to which country the post goes.")


def _check_number(row: _Row, name: str) -> None:
    dialled, worked_out = f"{name}_e164", [f"{name}_proposed", f"{name}_doubt"]
    said = row.differs(dialled) and row.after.get(dialled)
    if not (row.differs(name) or row.differs(dialled)):
        if row.differs(*worked_out):
            row.wrong(
                worked_out[0],
                "The program works this out: leave it as it is, and settle the doubt in %(column)s.",
                column=dialled,
            )
        return
    if name not in row.before and not said and row.after.get(f"{name}_doubt") in tuple(Doubt):
        if proposed := row.after.get(f"{name}_proposed"):
            row.tried(worked_out[0], lambda: confirmed_number(proposed))
        return  # exported elsewhere with its doubt, which somebody is still to settle
    row.take_out(dialled, *worked_out)
    if said:
        row.tried(dialled, lambda: row.after.update({dialled: confirmed_number(said)}))
    else:
        row.tried(name, lambda: _read(row, name))


def _read(row: _Row, name: str) -> None:
    """Read a number as it was published; raises BadContact for none, or several."""
    home = next(
        (text for each, text in row.after.items() if each.startswith(ADDRESS) and each.endswith("_country")), None
    )
    numbers = read_numbers(row.after[name], home or row.after.get("mission_host_state") or row.after.get("state"))
    if len(numbers) > 1:
        raise BadContact(
            "“%(text)s” holds several numbers: give each a column of its own, whole and with its country's code.",
            text=row.after[name],
        )
    found = {"e164": numbers[0].e164, "proposed": numbers[0].proposed, "doubt": numbers[0].doubt}
    row.after.update({f"{name}_{field}": str(value) for field, value in found.items() if value})


def _check_dates(row: _Row, name: str) -> None:
    if f"{name}_{SOURCE}" not in row.after and row.source:
        row.after[f"{name}_{SOURCE}"] = row.source
    if f"{name}_{SOURCE}" not in row.after:
        row.wrong(
            f"{name}_{SOURCE}", "Say who published it, and when; the column “source” says it for the whole row at once."
        )
    for field in ("verified_on", "bounced_on"):
        day = row.after.get(f"{name}_{field}", "")
        if row.differs(f"{name}_{field}") and day > row.today.isoformat():
            row.wrong(f"{name}_{field}", "%(day)s is still to come.", day=day)
    begins, ends = (row.after.get(f"{name}_{field}", "") for field in ("valid_from", "valid_to"))
    if begins and ends and ends < begins:
        row.wrong(f"{name}_valid_to", "It cannot end before it begins.")


def _refuse_twice(row: _Row, entries: list[tuple[str, int]]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for kind, number in entries:
        name = f"{kind}_{number}"
        if kind == ADDRESS or name not in row.after or row.after.keys() & {f"{name}_valid_to", f"{name}_bounced_on"}:
            continue
        what = (kind, row.after.get(f"{name}_e164") or row.after[name].casefold())
        if what in seen and (row.differs(name) or row.differs(seen[what])):
            row.wrong(name, "It is the same as %(other)s: take one of the two out.", other=seen[what])
        seen.setdefault(what, name)
