"""A desk after years of work, to measure and count on: many actions in every state, a directory, a long log.

Everything follows from the numbers that are asked for, so that two runs see the same.
"""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from campaign.importer.importing import read_appeal
from campaign.importer.opening import Imported
from campaign.models import (
    Action,
    ActionText,
    Addressee,
    Authority,
    AuthorityText,
    Case,
    Change,
    Contact,
    Correction,
    Demand,
    DemandText,
    DirectoryImport,
    Event,
    EventHead,
    ImportedDraft,
    Organisation,
    OrganisationName,
    Outcome,
    PersonAtRisk,
    PersonText,
    PostalAddress,
    Review,
    Revision,
)
from campaign.models.deadline import Deadline
from campaign.models.published import to_document
from campaign.models.states import ActionState, StopReason
from campaign.models.vocabulary import (
    Consent,
    ContactKind,
    DeadlineRule,
    EventKind,
    NameKind,
    Office,
    Role,
    SubjectKind,
    WrongPart,
)
from campaign.services.authority_files.planning import Plan, PlannedRow
from campaign.services.freezing import freeze_action
from campaign.services.importing.organisations import with_known_ones
from campaign.services.importing.reading_in import reviewed_draft
from campaign.services.importing.reviewed import to_json
from campaign.services.sealing import FIRST, entry_hash, head_seal, sealed_moment

COUNTRIES = ("AL", "BR", "CO", "EG", "IN", "IR", "KE", "LK", "MX", "NG", "PH", "RU", "TR", "UZ", "VN")
LANGUAGES = ("en", "fr", "es", "de", "ru", "ar")
WORDS = (
    *("police", "arrested", "the", "lawyer", "at", "dawn", "in", "front", "of", "her", "children", "and", "took"),
    *("him", "to", "an", "unknown", "place", "without", "a", "warrant", "since", "then", "the", "family", "has"),
    *("not", "been", "told", "where", "they", "are", "held", "witnesses", "say", "that", "masked", "men", "came"),
)
LIVES = ("live", "live", "live", "live", "expired", "expired", "draft", "in_review", "stopped", "archived")
EDITOR, PUBLISHER = "editor@desk.example", "publisher@desk.example"


def crowd(session: Session, now: datetime, *, actions: int, authorities: int) -> None:
    """Fill an empty database with so many actions and authorities, beside three organisations."""
    chance = random.Random(f"{actions} {authorities}")  # noqa: S311  (nothing secret)
    issuers = [_organisation(number) for number in range(3)]
    directory = [_authority(number, now.date(), chance) for number in range(authorities)]
    session.add_all([*issuers, *directory, _directory_import(now, directory)])
    said = Correction(authority=directory[0], part=WrongPart.FAX, said="", words="A line.", received_on=now.date())
    session.add(said)
    session.flush()
    session.add_all(_import(number, directory, now) for number in range(actions // 10))
    made = [_action(number, issuers, directory, now, chance) for number in range(actions)]
    session.add_all(made)
    session.flush()
    for number, action in enumerate(made):
        _live_through(action, LIVES[number % len(LIVES)], now, chance)
    session.flush()


def log(session: Session, key: bytes, now: datetime, *, entries: int, actions: int) -> None:
    """Fill an empty log with so many entries of a valid chain; services/verifying.py finds nothing wrong with it."""
    rows = list(_entries(key, now, entries, actions))
    session.execute(insert(Event), rows)
    newest = rows[-1]
    seal = head_seal(key, newest["number"], newest["hash"])
    session.execute(update(EventHead).values(number=newest["number"], hash=newest["hash"], seal=seal))


def slug_of(number: int) -> str:
    """Return the name of an action by its number, counted from 0; the numbers' last digits follow LIVES."""
    return f"somebody-in-danger-{number + 1:04}"


def _entries(key: bytes, now: datetime, entries: int, actions: int) -> Iterator[dict[str, object]]:
    previous = FIRST
    for number in range(1, entries + 1):
        at = now - timedelta(minutes=entries - number)
        entry: dict[str, object] = {
            "number": number,
            "who": EDITOR,
            "what": EventKind.EDITED,
            "subject_kind": SubjectKind.ACTION,
            "subject": slug_of(number % actions),
            "before": json.dumps({"title": f"A title {number}"}, separators=(",", ":")),
            "after": json.dumps({"title": f"A title {number + 1}"}, separators=(",", ":")),
            "previous_hash": previous,
        }
        previous = entry_hash(key, {**entry, "at": sealed_moment(at)})
        yield {**entry, "at": at, "hash": previous}


def _directory_import(now: datetime, directory: list[Authority]) -> DirectoryImport:
    rows = [
        PlannedRow(number, authority.slug, {}, {"slug": authority.slug, "title_en": "Minister of Justice"})
        for number, authority in enumerate(directory, start=2)
    ]
    plan = msgspec.json.encode(Plan(tuple(rows), 0, ())).decode()
    return DirectoryImport(
        file_name="list.csv", checked_by=EDITOR, checked_at=now, confirmed_at=now, plan=plan, rows=len(rows)
    )


def _organisation(number: int) -> Organisation:
    names = [OrganisationName(kind=NameKind.NAME, language="en", text=f"Example Watchers {number}")]
    return Organisation(slug=f"watchers-{number}", contact=f"office-{number}@watchers.example", names=names)


def _import(number: int, directory: Sequence[Authority], now: datetime) -> ImportedDraft:
    """Return an imported appeal to two offices that the directory has, under review since some days."""
    blocks = [
        f"{each.texts['en'].title}\n{each.texts['en'].name or ''}\n1 Long Street\n1001 Town\nAlbania\n"
        for each in directory[:2]
    ]
    text = f"URGENT ACTION\nUA {number + 1}/26\nSOMEBODY HELD\nCalling on them:\n- to release her\nSend appeals to:\n"
    text += "\n".join(blocks)
    kept = reviewed_draft(Imported(text, read_appeal(text), ()))
    values = {"read_at": now, "read_by": EDITOR, "changed_at": now - timedelta(days=number), "changed_by": EDITOR}
    return ImportedDraft(source=text, reviewed=to_json(with_known_ones(kept, ())), **values)


def _authority(number: int, today: date, chance: random.Random) -> Authority:
    country = COUNTRIES[number % len(COUNTRIES)]
    seen = today - timedelta(days=chance.randrange(500))
    languages = LANGUAGES[: 1 + number % 3]
    kinds = (ContactKind.FAX, ContactKind.EMAIL, ContactKind.PHONE)[: 1 + number % 3]
    return Authority(
        slug=f"authority-{number:05}",
        state=country,
        office=Office.MINISTER,
        languages=("en",),
        texts={
            code: AuthorityText(
                language=code, name=f"Jane Roe {number}", title=f"Minister of Justice {number} ({code})"
            )
            for code in languages
        },
        addresses=[
            PostalAddress(
                language="en",
                lines=(f"{number} Long Street", "1001 Town"),
                country=country,
                source="a directory",
                verified_on=seen,
            )
        ],
        contacts=[_contact(kind, number, seen) for kind in kinds],
    )


def _contact(kind: ContactKind, number: int, seen: date) -> Contact:
    if kind is ContactKind.EMAIL:
        return Contact(kind=kind, raw=f"office-{number}@state.example", source="a directory", verified_on=seen)
    e164 = f"+355422{number:05}"
    return Contact(kind=kind, raw=e164, e164=e164, source="a directory", verified_on=seen)


def _prose(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def _action(
    number: int, issuers: list[Organisation], directory: list[Authority], now: datetime, chance: random.Random
) -> Action:
    languages = LANGUAGES[: 1 + number % 6]
    country = COUNTRIES[number % len(COUNTRIES)]
    action = Action(
        case=Case(code=f"UA {number + 1}/26"),
        slug=slug_of(number),
        issue_date=now.date() - timedelta(days=40),
        country=country,
        languages=languages,
        consent=Consent.GIVEN,
        organisations=[issuers[number % 3]],
        texts={code: _text(code, number, chance) for code in languages},
        persons=[_person(place, languages) for place in range(1, 2 + number % 3)],
        addressees=[
            Addressee(position=place, role=Role.TARGET if place == 1 else Role.OVERSIGHT, authority=authority)
            for place, authority in enumerate(chance.sample(directory, 2 + number % 7), start=1)
        ],
        demands=[_demand(place, languages, chance) for place in range(1, 4 + number % 4)],
    )
    action.demands[0].items = [_demand(1, languages, chance)]
    action.demands[1].only_to = action.addressees[:1]
    day = now.date() + timedelta(days=1 + number % 60)
    if LIVES[number % len(LIVES)] == "expired":
        day = now.date() - timedelta(days=1 + number % 60)
    if number % 11:
        action.deadline = Deadline(day, DeadlineRule.UNTIL, "until")
    return action


def _text(code: str, number: int, chance: random.Random) -> ActionText:
    facts = "\n\n".join(_prose(chance, 70) for _ in range(4))
    title = f"{_prose(chance, 5)[:-1]} {number} ({code})"
    return ActionText(
        language=code, title=title, summary=_prose(chance, 20), facts=facts, background=_prose(chance, 80)
    )


def _person(place: int, languages: tuple[str, ...]) -> PersonAtRisk:
    texts = {code: PersonText(language=code, name=f"Ilir Doe {place}", role="a journalist") for code in languages}
    return PersonAtRisk(position=place, texts=texts)


def _demand(place: int, languages: tuple[str, ...], chance: random.Random) -> Demand:
    texts = {code: DemandText(language=code, text=_prose(chance, 18)[:-1].lower()) for code in languages}
    return Demand(position=place, texts=texts)


def _live_through(action: Action, life: str, now: datetime, chance: random.Random) -> None:
    """Let an action come as far as its life says, with the revisions and reviews that it has by then."""
    if life in ("draft", "in_review"):
        action.changes = [Change(who=EDITOR, at=now)]
    else:
        for number in range(1, 2 + chance.randrange(3)):
            document, sha256 = to_document(freeze_action(action, number, now.date()))
            published_at = now - timedelta(days=40 - number)
            action.revisions.append(
                Revision(number=number, published_at=published_at, document=document, sha256=sha256)
            )
    if life == "in_review":
        action.state = ActionState.IN_REVIEW
        action.reviews = [Review(asked_by=EDITOR, asked_at=now, sha256="0" * 64)]
    elif life in ("stopped", "archived"):
        action.state = ActionState(life)
        action.stop_reason, action.stopped_at, action.stopped_by = StopReason.RELEASED, now, PUBLISHER
        action.outcomes = [Outcome(recorded_on=now.date(), recorded_by=EDITOR, language="en", text=_prose(chance, 20))]
    elif life in ("live", "expired"):
        action.state = ActionState.LIVE
        next(iter(action.texts.values())).title += " since"
