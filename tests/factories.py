"""Ready-made rows and values for tests: complete and plain, to be changed where a test needs it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from campaign.merging.supporter import Supporter, read_supporter
from campaign.models import (
    Action,
    ActionText,
    Addressee,
    Authority,
    AuthorityText,
    Case,
    Contact,
    Demand,
    DemandText,
    Mission,
    Organisation,
    OrganisationName,
    PersonAtRisk,
    PersonText,
    PostalAddress,
)
from campaign.models.published import PublishedAction, PublishedDemand, PublishedDemandText
from campaign.models.vocabulary import (
    Consent,
    ContactKind,
    DemandKind,
    Gender,
    MissionKind,
    NameKind,
    Office,
    Role,
)
from campaign.services.events import Log
from campaign.services.freezing import freeze_action
from campaign.services.key_file import KeyFile

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
KEY = bytes(range(32))  # of the log of changes

SENDER = {
    "name": "Ana Souza",
    "address_lines": ["Rua das Flores 7", "1200-192 Lisboa"],
    "country": "PT",
    "place": "Lisboa",
}


def a_log(session: Session, folder: Path) -> Log:
    """The log of changes, with its key in a folder."""
    file = folder / "audit.key"
    if not file.exists():
        file.write_bytes(KEY)
    return Log(session, KeyFile(file), who="ana@desk.example", now=NOW)


def a_supporter(**changes: Any) -> Supporter:
    """A supporter in Lisbon."""
    return read_supporter({**SENDER, **changes})


def an_authority(slug: str = "minister", **changes: Any) -> Authority:
    """A minister of Ruritania's neighbour, with one address and one fax number."""
    values: dict[str, Any] = {
        "slug": slug,
        "state": "AL",
        "office": Office.MINISTER,
        "gender": Gender.FEMALE,
        "texts": {"en": AuthorityText(language="en", name="Jane Roe", title="Minister of Justice")},
        "addresses": [PostalAddress(language="en", lines=("1 Long Street", "1001 Town"), country="AL", source="test")],
        "contacts": [Contact(kind=ContactKind.FAX, raw="+355 4 225 9388", e164="+35542259388", source="test")],
    }
    return Authority(**{**values, **changes})


def a_mission(host_state: str, **changes: Any) -> Mission:
    """An embassy of the same state."""
    slug = changes.pop("slug", f"embassy-{host_state.lower()}")
    authority = an_authority(
        slug, office=Office.AMBASSADOR, texts={"en": AuthorityText(language="en", title="Ambassador")}
    )
    values: dict[str, Any] = {"kind": MissionKind.EMBASSY, "sending_state": "AL", "host_state": host_state}
    return Mission(authority=authority, **{**values, **changes})


def an_organisation() -> Organisation:
    """An organisation with every kind of name."""
    names = [
        OrganisationName(kind=NameKind.NAME, language="en", text="Example Rights Watchers"),
        OrganisationName(kind=NameKind.ACRONYM, text="ERW"),
        OrganisationName(kind=NameKind.ALIAS, text="Rights Watchers"),
        OrganisationName(kind=NameKind.DOMAIN, text="rights.example"),
    ]
    return Organisation(slug="erw", contact="office@rights.example", names=names)


def a_demand(text: str, position: int = 1, **changes: Any) -> Demand:
    """A demand in English."""
    return Demand(position=position, texts={"en": DemandText(language="en", text=text)}, **changes)


def an_action(**changes: Any) -> Action:
    """An action that lacks nothing."""
    values: dict[str, Any] = {
        "case": Case(code="UA 7/26"),
        "slug": "an-action",
        "issue_date": date(2026, 4, 1),
        "country": "AL",
        "time_zone": "Europe/London",
        "languages": ("en",),
        "consent": Consent.GIVEN,
        "organisations": [an_organisation()],
        "texts": {"en": ActionText(language="en", title="A title", summary="A summary.", facts="What happened.")},
        "persons": [
            PersonAtRisk(position=1, texts={"en": PersonText(language="en", name="Ilir Doe", role="a journalist")})
        ],
        "demands": [a_demand("release Ilir Doe", 1), a_demand("drop all charges", 2)],
        "addressees": [Addressee(position=1, role=Role.TARGET, authority=an_authority())],
    }
    return Action(**{**values, **changes})


def published(**changes: Any) -> PublishedAction:
    """The value of that action as published, with fields of the value changed."""
    return replace(freeze_action(an_action(), 1, NOW.date()), **changes)


def asked(text: str, *items: PublishedDemand, kind: DemandKind = DemandKind.ASK, only_to: tuple[int, ...] = ()):
    """A published demand in English."""
    return PublishedDemand(kind, (PublishedDemandText("en", text),), items, only_to)
