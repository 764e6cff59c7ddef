"""What a sheet adds to the directory: new words replace old ones, addresses and contacts are added."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign.models import Authority, AuthorityText, Contact, Mission, PostalAddress
from campaign.models.vocabulary import ContactKind, Gender, MissionKind, Office

STATE = "RU"


def enter_authority(session: Session, entry: dict[str, Any], known_from: date, source: str) -> None:
    """Enter an authority, or what a newer sheet says of it, with the day from which that is known and its source."""
    authority = session.scalar(select(Authority).filter_by(slug=entry["slug"]))
    if authority is None:
        authority = Authority(slug=entry["slug"], state=STATE)
        session.add(authority)
    if "office" in entry:
        authority.office = Office(entry["office"])
    if "gender" in entry:
        authority.gender = Gender(entry["gender"])
    for language, text in entry["text"].items():
        authority.texts[language] = AuthorityText(language=language, **text)
        session.flush()
    for language, address in entry["address"].items():
        authority.addresses.append(
            PostalAddress(
                language=language,
                lines=tuple(address["lines"]),
                country=address["country"],
                source=source,
                valid_from=known_from,
            )
        )
    for kind in ContactKind:
        authority.contacts += [
            Contact(kind=kind, source=source, valid_from=known_from, **contact) for contact in entry.get(kind, ())
        ]
    if "mission" in entry:
        values = {**entry["mission"], "kind": MissionKind(entry["mission"]["kind"])}
        session.add(Mission(authority=authority, sending_state=STATE, **values))
    session.flush()
