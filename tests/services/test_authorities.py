"""Entering, finding and verifying authorities: what is refused, what is found, and what the log says."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import BadEntry, ConflictingEdit, NotFound
from campaign.models import (
    Accreditation,
    Action,
    Authority,
    AuthorityKey,
    AuthorityText,
    Contact,
    Mission,
    PostalAddress,
    found_by,
)
from campaign.models.states import ActionState
from campaign.models.vocabulary import ContactKind, Doubt, EventKind, MissionKind, SubjectKind
from campaign.services.authorities.entries import (
    AddressEntry,
    AuthorityEntry,
    ContactEntry,
    MissionEntry,
    TextEntry,
    entry_of,
)
from campaign.services.authorities.history import history_of
from campaign.services.authorities.listing import find_authorities
from campaign.services.authorities.saving import add_authority, get_authority, save_authority, take_authority
from campaign.services.authorities.using import uses_of
from campaign.services.authorities.verifying import name_of, note_bounce, verify
from campaign.services.editing.entries import fingerprint
from campaign.services.events import history
from campaign.services.publishing import publish
from tests.factories import NOW, a_log, a_mission, an_action, an_authority

DAY = NOW.date()
TEXTS = {"en": TextEntry(name="Jane Roe", title="Minister of Justice")}
SHEET = "a sheet of 2026"


def address(**changes) -> AddressEntry:
    values = {"language": "en", "lines": ("1 Long Street", "1001 Town"), "country": "AL", "source": SHEET}
    return AddressEntry(**{**values, **changes})


def fax(raw: str = "+355 4 225 9388", **changes) -> ContactEntry:
    return ContactEntry(**{"kind": ContactKind.FAX, "raw": raw, "source": SHEET, **changes})


def slugs(session: Session, words: str = "", country: str = "") -> list[str]:
    found = find_authorities(session, words=words, country=country, page=1, day=DAY, language="en")
    return [each.slug for each in found.rows]


def test_what_is_entered_is_there_again_and_in_the_log_with_its_source(database: Database, tmp_path: Path) -> None:
    mission = MissionEntry(
        kind=MissionKind.EMBASSY, sending_state="AL", host_state="PT", headed_by_charge=True, accredited_to=("CV",)
    )
    entry = AuthorityEntry(
        state="AL", languages=("sq", "en"), texts=TEXTS, addresses=(address(),), contacts=(fax(),), mission=mission
    )

    with database.transaction() as session:
        slug = add_authority(entry, SHEET, a_log(session, tmp_path)).slug

    with database.reading() as session:
        there = entry_of(get_authority(session, slug))
        assert slug == "minister-of-justice-jane-roe"
        assert (there.texts, there.languages, there.mission) == (TEXTS, ("sq", "en"), mission)
        assert [(each.lines, each.country) for each in there.addresses] == [(("1 Long Street", "1001 Town"), "AL")]
        assert [(each.raw, each.e164) for each in there.contacts] == [("+355 4 225 9388", "+35542259388")]
        (entered,) = history_of(session, [slug])
        assert (entered.what, entered.source, entered.who) == (EventKind.CREATED, SHEET, "ana@desk.example")
        assert ("texts.en.name", "", "Jane Roe") in {(each.path, each.before, each.after) for each in entered.steps}


def test_several_numbers_in_one_field_become_several_contacts_and_the_unsure_one_a_proposal(
    database: Database, tmp_path: Path
) -> None:
    entry = AuthorityEntry(
        state="RU", texts=TEXTS, addresses=(address(country="RU"),), contacts=(fax("+ 7 495 606 5173 / 630 2408"),)
    )

    with database.transaction() as session:
        authority = add_authority(entry, SHEET, a_log(session, tmp_path))

        assert [(each.e164, each.proposed, each.doubt) for each in authority.contacts] == [
            ("+74956065173", None, None),
            (None, "+74956302408", Doubt.END_OF_A_NUMBER),
        ]


@pytest.mark.parametrize(
    ("changes", "at", "words"),
    [
        ({"texts": {}}, None, "office in one language"),
        ({"texts": {"en": TextEntry(title="")}}, "texts-0-title", "what the office is called"),
        ({"state": "UK"}, "state", "is no country"),
        ({"contacts": (fax("nobody"),)}, "contacts-0-raw", "no number"),
        ({"contacts": (fax(e164="12"),)}, "contacts-0-e164", "cannot be dialled"),
        ({"contacts": (fax(source=""),)}, "contacts-0-source", "where it comes from"),
        ({"contacts": (fax(), fax("00355 4 225 9388"))}, "contacts-1-raw", "there twice"),
        ({"contacts": (fax("[email protected]", kind=ContactKind.EMAIL),)}, "contacts-0-raw", "in place of an e-mail"),
        ({"contacts": (fax(verified_on=date(2026, 5, 5)),)}, "contacts-0-verified_on", "still to come"),
        ({"addresses": (address(lines=()),)}, "addresses-0-lines", "Write the address"),
        ({"addresses": (address(lines=tuple("1234567")),)}, "addresses-0-lines", "6 lines at most"),
        ({"addresses": (address(lines=("x" * 61,)),)}, "addresses-0-lines", "too long for a line"),
        ({"addresses": (address(country=""),)}, "addresses-0-country", "which country"),
        (
            {"addresses": (address(valid_from=date(2026, 2, 2), valid_to=date(2026, 2, 1)),)},
            "addresses-0-valid_to",
            "before it begins",
        ),
        (
            {"mission": MissionEntry(kind=MissionKind.EMBASSY, sending_state="AL", host_state="")},
            "host_state",
            "stands",
        ),
        (
            {"mission": MissionEntry(kind=MissionKind.PERMANENT_MISSION, sending_state="AL", host_state="CH")},
            "un_body",
            "UN Geneva",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_field(
    database: Database, tmp_path: Path, changes: dict, at: str | None, words: str
) -> None:
    entry = AuthorityEntry(**{"state": "AL", "texts": TEXTS, "addresses": (address(),), **changes})

    with database.transaction() as session, pytest.raises(BadEntry, match=words) as refused:
        add_authority(entry, SHEET, a_log(session, tmp_path))

    assert refused.value.sentence.values.get("at") == at


def entered(session: Session, **changes) -> Authority:
    session.add_all([an_authority(**changes), an_authority("noise")])
    session.flush()
    return take_authority(session, "minister")


def test_a_change_needs_a_source_and_what_stays_keeps_its_row(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        authority, log = entered(session), a_log(session, tmp_path)
        before = entry_of(authority)
        (contact,) = authority.contacts
        changed = AuthorityEntry(
            state="AL",
            texts={**before.texts, "fr": TextEntry(title="Ministre de la Justice")},
            addresses=(),
            contacts=(fax("+355 4 225 9389", id=contact.id),),
        )

        with pytest.raises(BadEntry, match="who published it"):
            save_authority(authority, changed, fingerprint(before), " ", log)
        assert save_authority(authority, changed, fingerprint(before), "a call", log)
        assert authority.contacts == [contact]
        assert (contact.raw, contact.e164) == ("+355 4 225 9389", "+35542259389")
        assert authority.addresses == []

        (entry,) = history_of(session, ["minister"])
        told = {(each.path.rpartition(".")[2], each.about, each.before, each.after) for each in entry.steps}
        assert ("e164", "+355 4 225 9389", "+35542259388", "+35542259389") in told
        assert ("title", "", "", "Ministre de la Justice") in told


def test_what_is_no_mission_any_more_is_found_by_its_host_no_more(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        session.add(a_mission("PT", accreditations=[Accreditation(state="CV")]))
        session.flush()
        authority = take_authority(session, "embassy-pt")
        there = entry_of(authority)
        assert slugs(session, "portugal") == ["embassy-pt"]

        changed = msgspec.structs.replace(there, mission=None)
        assert save_authority(authority, changed, fingerprint(there), SHEET, a_log(session, tmp_path))

        assert slugs(session, "portugal") == []
        assert session.scalars(select(Mission)).all() == []
        assert session.scalars(select(Accreditation)).all() == []


def test_saving_what_is_there_changes_nothing_and_needs_no_source(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        doubtful = Contact(kind=ContactKind.FAX, raw="12", source="test", doubt=Doubt.NO_NUMBER)
        authority = entered(session, contacts=[doubtful])
        there = entry_of(authority)
        typed = AuthorityEntry(
            **{name: getattr(there, name) for name in AuthorityEntry.__struct_fields__ if name != "contacts"},
            contacts=(fax("12", id=doubtful.id, source="test"),),
        )

        assert not save_authority(authority, typed, fingerprint(there), "", a_log(session, tmp_path))
        assert doubtful.doubt is Doubt.NO_NUMBER
        assert history(session, subject_kind=SubjectKind.AUTHORITY, limit=9) == []


def test_a_save_over_somebody_elses_is_refused(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        authority = entered(session)
        seen = fingerprint(entry_of(authority))
        authority.gender = None

        with pytest.raises(ConflictingEdit, match="Somebody else"):
            save_authority(authority, AuthorityEntry(texts=TEXTS), seen, SHEET, a_log(session, tmp_path))


def test_a_change_waits_in_the_live_actions_that_use_it(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        action = an_action(state=ActionState.IN_REVIEW)
        session.add(action)
        publish(session, action, NOW)
        authority = take_authority(session, "minister")
        assert [(use.is_behind, use.is_waiting) for use in uses_of(session, authority, NOW)] == [(False, False)]
        which = name_of(authority.contacts[0])

        verify(authority, [which], "the ministry's page", a_log(session, tmp_path))
        assert [use.is_behind for use in uses_of(session, authority, NOW)] == [False]
        assert action.changes == []
        note_bounce(authority, which, "", a_log(session, tmp_path))

        assert [use.is_behind for use in uses_of(session, authority, NOW)] == [True]
        assert [each.who for each in action.changes] == ["ana@desk.example"]
        assert authority.contacts[0].bounced_on == DAY
        assert (authority.contacts[0].verified_on, authority.contacts[0].verified_source) == (
            DAY,
            "the ministry's page",
        )
        assert [each.what for each in history_of(session, ["minister"])] == ["contact_changed", "verified"]


@pytest.mark.parametrize(
    ("which", "source", "kind", "words"),
    [
        (["contact-999"], "a page", NotFound, "no such"),
        ([], "a page", BadEntry, "Choose"),
        (["contact-1"], "", BadEntry, "where you saw it"),
    ],
)
def test_verifying_says_what_is_missing(
    database: Database, tmp_path: Path, which: list[str], source: str, kind: type[Exception], words: str
) -> None:
    with database.transaction() as session, pytest.raises(kind, match=words):
        verify(entered(session), which, source, a_log(session, tmp_path))


def a_directory(session: Session) -> None:
    texts = {
        "en": AuthorityText(language="en", name="Yurii Chaika", title="Prosecutor General"),
        "ru": AuthorityText(language="ru", name="Юрий Чайка", title="Генеральный прокурор"),
    }
    lines = ("ul. B. Dmitrovka, d.15a", "Moscow GSP-3", "125993")
    session.add_all(
        [
            an_authority("minister"),
            an_authority(
                "prosecutor",
                state="RU",
                texts=texts,
                addresses=[PostalAddress(language="en", lines=lines, country="RU", source="test")],
                contacts=[Contact(kind=ContactKind.FAX, raw="+7 495 692 1725", e164="+74956921725", source="test")],
            ),
            a_mission("PT", accreditations=[Accreditation(state="CV")]),
            an_authority(
                "lodz", state="PL", texts={"pl": AuthorityText(language="pl", title="Wojewoda w Łodzi", name="Ewa")}
            ),
        ]
    )
    session.flush()


FOUND = {
    "": ["embassy-pt", "minister", "lodz", "prosecutor"],
    "roe JANE": ["minister"],
    "yuri": ["prosecutor"],
    "Юрий": ["prosecutor"],
    "ЧАЙКА prokuror": ["prosecutor"],
    "Tschaika": ["prosecutor"],
    "lodzi": ["lodz"],
    "Łodzi": ["lodz"],
    "dmitrovka 15a": ["prosecutor"],
    "+7 (495) 692-17-25": ["prosecutor"],
    "00 7 495 692": ["prosecutor"],
    "russland": ["prosecutor"],
    "россия": ["prosecutor"],
    "embassy portugal": ["embassy-pt"],
    "ambassador verde": ["embassy-pt"],
    "%": [],
    "prosecutor_": [],
    "nobody": [],
}


def test_authorities_are_found_in_any_script_and_however_they_are_written(
    empty_database: Database,
) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        a_directory(session)

    with empty_database.reading() as session:
        assert {words: slugs(session, words) for words in FOUND} == FOUND
        assert slugs(session, "roe", country="AL") == ["minister"]
        assert slugs(session, country="FR") == []


def test_what_is_changed_or_taken_out_is_found_no_more(database: Database) -> None:
    with database.transaction() as session:
        a_directory(session)
    with database.transaction() as session:
        contact = session.scalars(select(Contact).filter_by(e164="+74956921725")).one()
        contact.raw, contact.e164 = "+7 495 692 9999", "+74956929999"
        prosecutor = get_authority(session, "prosecutor")
        prosecutor.addresses.clear()
        session.scalars(select(Mission)).one().host_state = "ES"

    with database.reading() as session:
        assert [slugs(session, each) for each in ("6921725", "dmitrovka", "portugal")] == [[], [], []]
        assert [slugs(session, each) for each in ("6929999", "spanien")] == [["prosecutor"], ["embassy-pt"]]


def test_authorities_that_were_there_before_are_found_after_the_migration(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        a_directory(session)
        expected = {each.slug: sorted(each.search.split()) for each in session.scalars(select(Authority))}
        keys = set(session.execute(select(AuthorityKey.authority_id, AuthorityKey.key)))
    schema.downgrade(empty_database, "0010")
    schema.upgrade(empty_database)

    with empty_database.reading() as session:
        there = session.execute(sa.select(Authority.slug, Authority.search)).all()
        assert {slug: sorted(search.split()) for slug, search in there} == expected
        assert set(session.execute(select(AuthorityKey.authority_id, AuthorityKey.key))) == keys != set()
        prosecutor = get_authority(session, "prosecutor")
        assert sorted(found_by(prosecutor).split()) == expected["prosecutor"]
        assert session.scalar(select(Action)) is None
