"""An authority as one flat row of texts, by the names of the columns: to be exported, compared, kept and restored.

Beside the columns, a record holds the numbers of rows in the database (`fax_1_id`), so that what is restored is the
same row again. What is empty is left out.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from campaign.models import (
    Accreditation,
    Authority,
    AuthorityText,
    Contact,
    Mission,
    PostalAddress,
)
from campaign.models.vocabulary import Channel, ContactKind, Doubt, Gender, MissionKind, Office
from campaign.services.authorities.standing import stands
from campaign.services.authority_files.columns import (
    ADDRESS,
    DATED,
    HEAD,
    MISSION,
    OF_NUMBERS,
    SLUG,
    TEXT_FIELDS,
    Holds,
    entry_of,
    languages_in,
    numbers_of,
)

Record = Mapping[str, str]
ID = "id"
AT_ONCE = 500  # in one question to the database
READ = (
    *map(selectinload, (Authority.texts, Authority.addresses, Authority.contacts)),
    selectinload(Authority.mission).selectinload(Mission.accreditations),
)
WRITTEN = (selectinload(Authority.keys), selectinload(Authority.merged_into))  # what storing or deleting one asks for
KINDS: dict[str, Any] = {"office": Office, "gender": Gender, "doubt": Doubt}
YES, NO = "yes", "no"


def records_of(session: Session, slugs: Collection[str] | None = None) -> dict[str, tuple[Authority, dict[str, str]]]:
    """Return authorities with their records by slug: those with these slugs, to be changed, or all unmerged ones."""
    found: dict[str, tuple[Authority, dict[str, str]]] = {}
    for condition in [stands()] if slugs is None else [Authority.slug.in_(some) for some in _some(sorted(slugs))]:
        parts = READ if slugs is None else (*READ, *WRITTEN)
        query = select(Authority).where(condition).options(*parts).order_by(Authority.slug)
        authorities = session.scalars(query.execution_options(populate_existing=True)).all()
        found |= {each.slug: (each, record_of(each)) for each in authorities}
    return found


def record_of(authority: Authority) -> dict[str, str]:
    """Return what is known of an authority."""
    fields: dict[str, str] = {column.name: as_text(getattr(authority, column.name)) for column in HEAD}
    for language, text in sorted(authority.texts.items()):
        fields |= {f"{name}_{language}": as_text(getattr(text, name)) for name in TEXT_FIELDS}
    for number, address in enumerate(_by_id(authority.addresses), start=1):
        name = f"{ADDRESS}_{number}"
        fields |= {name: "\n".join(address.lines), f"{name}_{ID}": str(address.id or "")}
        fields |= _named(name, address, ["language", "country", *_dated()])
    counted: dict[str, int] = {}
    for contact in _by_id(authority.contacts):
        counted[contact.kind] = counted.get(contact.kind, 0) + 1
        name = f"{contact.kind}_{counted[contact.kind]}"
        fields |= {name: contact.raw, f"{name}_{ID}": str(contact.id or "")}
        fields |= _named(name, contact, [*(column.name for column in OF_NUMBERS), "note", *_dated()])
    return {name: text for name, text in (fields | _mission(authority.mission)).items() if text}


def fingerprint_of(record: Record) -> str:
    """Return what tells one state of an authority from another; an exported row carries it."""
    return hashlib.sha256(msgspec.json.encode(record, order="sorted")).hexdigest()[:16]


def differences_between(before: Record, after: Record) -> dict[str, tuple[str, str]]:
    """Return the fields that differ, each as it was and as it is; empty where there is nothing."""
    names = dict.fromkeys((*before, *after))
    return {
        name: (before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name) != after.get(name) and not name.endswith(f"_{ID}")
    }


def write_record(session: Session, authority: Authority, record: Record) -> None:
    """Let an authority be what a record says; a row that the record names by its number stays that row."""
    for column in HEAD:
        if column.name != SLUG:
            setattr(authority, column.name, _value(column.name, column.holds, record.get(column.name, "")))
    _write_texts(authority, record)
    for kind, rows in ((PostalAddress, authority.addresses), (Contact, authority.contacts)):
        _write_entries(session, kind, rows, record)
    _write_mission(authority, record)


def _write_texts(authority: Authority, record: Record) -> None:
    languages = languages_in(record)
    for language in set(authority.texts) - languages:
        del authority.texts[language]
    for language in sorted(languages):
        text = authority.texts.setdefault(language, AuthorityText(language=language))
        for name in TEXT_FIELDS:
            _set(text, name, record.get(f"{name}_{language}", "" if name == "title" else None))


def _write_entries(session: Session, kind: type[Any], rows: list[Any], record: Record) -> None:
    known = {str(row.id): row for row in rows}
    wanted = []
    for name in _entries(record, kind):
        number = record.get(f"{name}_{ID}", "")
        row = known.get(number) or _new(session, kind, number)
        _fill(row, name, record)
        wanted.append(row)
    for row in [row for row in rows if row not in wanted]:
        rows.remove(row)
    rows.extend(row for row in wanted if row not in rows)


def _entries(record: Record, kind: type[Any]) -> list[str]:
    """Return the names of the entries of a record, addresses or contacts, those that are known longest first."""
    names = [(each, f"{each}_{number}") for each, number in numbers_of(record)]
    ours = [name for each, name in names if (each == ADDRESS) == (kind is PostalAddress)]
    return sorted(ours, key=lambda name: int(record.get(f"{name}_{ID}") or 2**62))


def _new(session: Session, kind: type[Any], number: str) -> Any:
    """Return a new row, with the number that it had before if nobody else has it by now."""
    free = number and session.get(kind, int(number)) is None
    return kind(id=int(number)) if free else kind()


def _fill(row: Any, name: str, record: Record) -> None:
    if isinstance(row, PostalAddress):
        _set(row, "lines", tuple(record[name].split("\n")) if name in record else ())
        _set(row, "language", record.get(f"{name}_language", ""))
        _set(row, "country", record.get(f"{name}_country", ""))
    else:
        _set(row, "kind", ContactKind(entry_of(name)[0]))
        _set(row, "raw", record.get(name, ""))
        for field in ("e164", "proposed", "doubt", "note"):
            _set(row, field, _value(field, Holds.TEXT, record.get(f"{name}_{field}", "")))
    for column in DATED:
        text = record.get(f"{name}_{column.name}", "")
        _set(row, column.name, text if column.name == "source" else _value(column.name, column.holds, text))


def _write_mission(authority: Authority, record: Record) -> None:
    if "mission" not in record:
        authority.mission = None
        return
    mission = authority.mission = authority.mission or Mission()
    mission.kind = MissionKind(record["mission"])
    mission.sending_state = record["mission_sending_state"]
    mission.host_state = record["mission_host_state"]
    mission.un_body = record.get("mission_un_body")
    mission.headed_by_charge = record.get("mission_headed_by_charge") == YES
    states = listed(record.get("mission_accredited_to", ""))
    known = {each.state: each for each in mission.accreditations}
    mission.accreditations = [known.get(state) or Accreditation(state=state) for state in states]


def _mission(mission: Mission | None) -> dict[str, str]:
    if mission is None:
        return {}
    values = {
        "mission": mission.kind,
        "mission_headed_by_charge": mission.headed_by_charge,
        "mission_accredited_to": tuple(sorted(each.state for each in mission.accreditations)),
    }
    rest = [column.name for column in MISSION if column.name not in values]
    values |= {name: getattr(mission, name.removeprefix("mission_")) for name in rest}
    return {column.name: as_text(values[column.name]) for column in MISSION}


def as_text(value: Any) -> str:
    """Return a value of the model as a record holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return ", ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a list, however they are parted."""
    return tuple(dict.fromkeys(filter(None, text.replace(",", " ").replace(";", " ").split())))


def _value(name: str, holds: Holds, text: str) -> Any:
    if holds in (Holds.LANGUAGES, Holds.WORDS):
        return tuple(Channel(word) for word in listed(text)) if holds is Holds.WORDS else listed(text)
    if not text:
        return None
    if holds is Holds.DAY:
        return date.fromisoformat(text)
    return KINDS[name](text) if name in KINDS else text


def _set(row: Any, name: str, value: Any) -> None:
    if getattr(row, name) != value:
        setattr(row, name, value)


def _named(name: str, row: Any, fields: Iterable[str]) -> dict[str, str]:
    return {f"{name}_{field}": as_text(getattr(row, field)) for field in fields}


def _dated() -> list[str]:
    return [column.name for column in DATED]


def _by_id(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.id or 2**62)


def _some(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for begin in range(0, len(values), AT_ONCE):
        yield values[begin : begin + AT_ONCE]
