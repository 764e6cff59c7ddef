"""Entering an authority and changing it: only over what its editor saw, and every change in the log with its source."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from campaign.errors import BadEntry, ConflictingEdit, NotFound
from campaign.models import Accreditation, Authority, AuthorityText, Contact, Mission, PostalAddress
from campaign.models.vocabulary import EventKind, SubjectKind
from campaign.services.authorities.checking import checked
from campaign.services.authorities.entries import (
    AddressEntry,
    AuthorityEntry,
    ContactEntry,
    MissionEntry,
    TextEntry,
    changes,
    entry_of,
)
from campaign.services.authorities.standing import standing
from campaign.services.editing.entries import fingerprint
from campaign.services.events import Log
from campaign.services.lifecycle import note_change_of_authority
from campaign.services.slugs import first_free, plain_slug

KEPT_FREE = frozenset({"new", "import", "export", "template"})  # the desk has pages of these names
NO_SOURCE = "Say where it comes from: who published it, and when."

Row = TypeVar("Row", PostalAddress, Contact)


def get_authority(session: Session, slug: str, *together: ORMOption) -> Authority:
    """Return an authority by its slug; raises NotFound."""
    return _only(session, slug, lock=False, together=together)


def take_authority(session: Session, slug: str, *, also_merged: bool = False) -> Authority:
    """Return an authority, and keep others from changing it until this transaction ends.

    Raises NotFound, and ConflictingEdit for one that was merged into another, unless such a one will do.
    """
    found = _only(session, slug, lock=True)
    if found.merged_into is not None and not also_merged:
        raise ConflictingEdit("It is one with “%(slug)s” now: open that one.", slug=standing(found).slug)
    return found


def add_authority(entry: AuthorityEntry, source: str, log: Log) -> Authority:
    """Return a new authority; raises BadEntry, with the field's name as `at`, for what is missing or cannot be used."""
    source = _given(source)
    entry = checked(entry, None, log.now.date())
    words = next(iter(entry.texts.values()))
    authority = Authority(slug=free_slug(log.session, " ".join(filter(None, (words.title, words.name)))))
    log.session.add(authority)
    _write(authority, entry)
    log.session.flush()
    record_change(log, authority, EventKind.CREATED, None, source)
    return authority


def save_authority(
    authority: Authority,
    entry: AuthorityEntry,
    seen: str,
    source: str,
    log: Log,
    what: EventKind = EventKind.EDITED,
    **more: object,
) -> bool:
    """Write an authority whose fingerprint was `seen` when its form was opened; return whether anything changed.

    What changes waits in each action that uses it for a second person; `more` stands in the log. Raises ConflictingEdit
    if it was changed in between, and BadEntry for what is missing or cannot be used.
    """
    before = entry_of(authority)
    if fingerprint(before) != seen:
        raise ConflictingEdit("Somebody else changed this authority since you opened it.")
    entry = checked(entry, before, log.now.date())
    if entry == before:
        return False
    source = _given(source)
    _write(authority, entry)
    log.session.flush()
    note_change_of_authority(log.session, authority, log.who, log.now)
    record_change(log, authority, what, before, source, **more)
    return True


def record_change(
    log: Log, authority: Authority, what: EventKind, before: AuthorityEntry | None, source: str | None, **more: object
) -> None:
    """Record what was changed of an authority since it was as `before`, and what that rests on."""
    was, is_now = changes(before, entry_of(authority))
    log.record(
        what,
        subject_kind=SubjectKind.AUTHORITY,
        subject=authority.slug,
        before=was if before is not None else None,
        after={**is_now, **({"source": source} if source else {}), **more},
    )


def _given(source: str) -> str:
    if not source.strip():
        raise BadEntry(NO_SOURCE, at="source")
    return source.strip()


def _only(session: Session, slug: str, *, lock: bool, together: Iterable[ORMOption] = ()) -> Authority:
    query = select(Authority).filter_by(slug=slug).options(*together)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(query) if slug.isprintable() else None
    if found is None:
        raise NotFound("There is no authority “%(slug)s” in the directory.", slug=slug)
    return found


def _write(authority: Authority, entry: AuthorityEntry) -> None:
    """Write an entry; what is still there keeps its row."""
    for name in ("state", "office", "gender", "languages", "refuses"):
        setattr(authority, name, getattr(entry, name))
    _write_texts(authority, entry.texts)
    authority.addresses = _rows(PostalAddress, authority.addresses, entry.addresses)
    authority.contacts = _rows(Contact, authority.contacts, entry.contacts)
    _write_mission(authority, entry.mission)


def _write_texts(authority: Authority, texts: Mapping[str, TextEntry]) -> None:
    for language in set(authority.texts) - set(texts):
        del authority.texts[language]
    for language, entry in texts.items():
        text = authority.texts.setdefault(language, AuthorityText(language=language, title=""))
        _fill(text, entry)


def _rows(kind: type[Row], there: Iterable[Row], entries: Sequence[AddressEntry | ContactEntry]) -> list[Row]:
    known = {row.id: row for row in there}
    written = []
    for entry in entries:
        row = known.get(entry.id or 0) or kind()
        _fill(row, entry)
        written.append(row)
    return written


def _write_mission(authority: Authority, entry: MissionEntry | None) -> None:
    if entry is None:
        if authority.mission is not None:
            authority.mission.accreditations.clear()
            authority.mission = None
        return
    mission = authority.mission = authority.mission or Mission()
    for name in ("kind", "sending_state", "host_state", "un_body", "headed_by_charge"):
        setattr(mission, name, getattr(entry, name))
    known = {each.state: each for each in mission.accreditations}
    mission.accreditations = [known.get(state) or Accreditation(state=state) for state in entry.accredited_to]


def _fill(row: Any, entry: Any) -> None:
    for name in entry.__struct_fields__:
        if name != "id" and getattr(row, name) != getattr(entry, name):
            setattr(row, name, getattr(entry, name))


def free_slug(session: Session, words: str) -> str:
    """Return a slug made of these words that no authority has, and that is no page of the desk."""

    def is_taken(slug: str) -> bool:
        return slug in KEPT_FREE or bool(session.scalar(select(exists(select(Authority.id).filter_by(slug=slug)))))

    return first_free(plain_slug(words, otherwise="authority"), is_taken)
