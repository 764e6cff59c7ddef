"""The demonstration: five real, past urgent actions for one human rights defender, told in our own sentences.

Each numbered TOML file beside this one holds an action and what its sheet added to the directory. They are
loaded in the order in which they were published, so that each keeps the addresses of its day.
"""

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import (
    Action,
    ActionText,
    Addressee,
    AddresseeText,
    Authority,
    Case,
    Demand,
    DemandText,
    Organisation,
    OrganisationName,
    PersonAtRisk,
    PersonText,
)
from campaign.models.deadline import Deadline, day_in
from campaign.models.states import ActionState
from campaign.models.vocabulary import (
    ActionKind,
    Consent,
    DeadlineRule,
    DemandKind,
    Gender,
    NameKind,
    Role,
)
from campaign.services.demonstration.directory import enter_authority
from campaign.services.publishing import publish
from campaign.services.readiness import missing

FOLDER = Path(__file__).parent
CONSENT_NOTE = "A past case, told from what organisations published at the time; shown as a demonstration only."


def load_demonstration(session: Session, now: datetime) -> tuple[str, ...]:
    """Load what is not there yet, and return the slugs of the actions that were added."""
    _load_organisations(session)
    added = []
    for path in sorted(FOLDER.glob("[0-9]_*.toml")):
        sheet = tomllib.loads(path.read_text("utf-8"))
        if session.scalar(select(Action).filter_by(slug=sheet["slug"])) is None:
            _load_action(session, sheet, now)
            added.append(sheet["slug"])
    return tuple(added)


def enter_directory(session: Session, sheet: dict[str, Any]) -> None:
    """Enter what an action's sheet adds to the directory, as from the day of the sheet."""
    known_from: date = sheet.get("issue_date") or sheet["known_from"]
    for entry in sheet.get("directory", ()):
        enter_authority(session, entry, known_from, source=_source(sheet, known_from))


def _load_organisations(session: Session) -> None:
    sheet = tomllib.loads((FOLDER / "organisations.toml").read_text("utf-8"))
    for entry in sheet["organisations"]:
        if session.scalar(select(Organisation).filter_by(slug=entry["slug"])) is None:
            names = [OrganisationName(kind=NameKind.NAME, language=k, text=v) for k, v in entry["name"].items()]
            for kind in (NameKind.ACRONYM, NameKind.ALIAS, NameKind.DOMAIN):
                names += [OrganisationName(kind=kind, text=text) for text in entry.get(kind, ())]
            session.add(Organisation(slug=entry["slug"], contact=entry["contact"], names=names))
    session.flush()


def _load_action(session: Session, sheet: dict[str, Any], now: datetime) -> None:
    published_at = _published_at(sheet, now)
    enter_directory(session, sheet)
    action = Action(
        case=Case(code=sheet.get("case_code")),
        slug=sheet["slug"],
        kind=ActionKind(sheet.get("kind", ActionKind.ACTION)),
        document_index=sheet.get("document_index"),
        issue_date=sheet.get("issue_date"),
        time_zone=sheet["time_zone"],
        country=sheet["country"],
        languages=tuple(sheet["languages"]),
        copies_to_missions=sheet.get("copies_to_missions", False),
        demonstration=True,
        consent=Consent.COULD_NOT_BE_HAD,
        consent_note=CONSENT_NOTE,
        consent_on=day_in(sheet["time_zone"], now),
        organisations=[_organisation(session, slug) for slug in sheet["organisations"]],
        texts={k: ActionText(language=k, **_stripped(text)) for k, text in sheet["texts"].items()},
        persons=[_person(entry, place) for place, entry in enumerate(sheet["persons"], start=1)],
        demands=[_demand(entry, place) for place, entry in enumerate(sheet.get("demands", ()), start=1)],
        addressees=[
            _addressee(session, entry, place) for place, entry in enumerate(sheet.get("addressees", ()), start=1)
        ],
    )
    action.deadline = _deadline(sheet, now)
    session.add(action)
    session.flush()
    if not missing(action, now):
        action.move(ActionState.IN_REVIEW)
        publish(session, action, published_at)


def _published_at(sheet: dict[str, Any], now: datetime) -> datetime:
    if issued := sheet.get("issue_date"):
        return datetime.combine(issued, time(12), ZoneInfo(sheet["time_zone"])).astimezone(UTC)
    return now


def _deadline(sheet: dict[str, Any], now: datetime) -> Deadline | None:
    entry = sheet.get("deadline")
    if entry is None:
        return None
    if days := entry.get("days_after_loading"):
        return Deadline(day_in(sheet["time_zone"], now) + timedelta(days), DeadlineRule.UNTIL, entry["wording"])
    return Deadline(entry["printed"], DeadlineRule(entry["rule"]), entry["wording"])


def _source(sheet: dict[str, Any], known_from: date) -> str:
    code = sheet.get("case_code") or sheet["texts"]["en"]["title"]
    return f"{code}, {known_from:%B %Y}"


def _person(entry: dict[str, Any], place: int) -> PersonAtRisk:
    texts = {k: PersonText(language=k, **text) for k, text in entry["texts"].items()}
    return PersonAtRisk(position=place, gender=Gender(entry["gender"]), texts=texts)


def _demand(entry: dict[str, Any], place: int) -> Demand:
    return Demand(
        position=place,
        kind=DemandKind(entry.get("kind", DemandKind.ASK)),
        texts={k: DemandText(language=k, text=text) for k, text in entry["text"].items()},
        items=[_demand(item, below) for below, item in enumerate(entry.get("items", ()), start=1)],
    )


def _addressee(session: Session, entry: dict[str, Any], place: int) -> Addressee:
    salutations = entry.get("salutation", {})
    return Addressee(
        position=place,
        role=Role(entry["role"]),
        authority=session.scalars(select(Authority).filter_by(slug=entry["authority"])).one(),
        texts={k: AddresseeText(language=k, salutation=text) for k, text in salutations.items()},
    )


def _organisation(session: Session, slug: str) -> Organisation:
    return session.scalars(select(Organisation).filter_by(slug=slug)).one()


def _stripped(text: dict[str, str]) -> dict[str, str]:
    return {field: words.strip() for field, words in text.items()}
