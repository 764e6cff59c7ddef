"""Duplicates are found, merged by a person, and parted again to the byte."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Base, Database
from campaign.errors import BadEntry, ConflictingEdit, NotFound
from campaign.models import (
    Accreditation,
    Action,
    Addressee,
    Authority,
    AuthorityText,
    Contact,
    Correction,
    Mission,
    PostalAddress,
)
from campaign.models.states import ActionState
from campaign.models.vocabulary import Channel, ContactKind, Gender, MissionKind, Office, Role, WrongPart
from campaign.services.authorities.duplicates import duplicates, side_by_side, tell_apart
from campaign.services.authorities.entries import entry_of
from campaign.services.authorities.history import history_of
from campaign.services.authorities.listing import find_authorities
from campaign.services.authorities.merging import get_merge, merge, merges_of, undo
from campaign.services.authorities.saving import get_authority, take_authority
from campaign.services.authorities.standing import family, standing
from campaign.services.authorities.succeeding import Holder, HolderWords, announce
from campaign.services.authorities.using import uses_of
from campaign.services.choosing import authorities_at_hand
from campaign.services.copying import clone
from campaign.services.directory import find_authority
from campaign.services.editing.writing import find
from campaign.services.missions import missions_by_country
from campaign.services.publishing import newest_revision, publish
from tests.factories import NOW, a_log, an_action, an_authority

DAY = NOW.date()
TABLES = (
    *("authority", "authority_text", "authority_key", "postal_address", "contact", "mission", "accreditation"),
    *("addressee", "merged_authority", "correction"),
)


def everything(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every byte of the directory, and of what points into it."""
    session.flush()
    tables = {name: Base.metadata.tables[name] for name in TABLES}
    return {
        name: sorted(tuple(map(repr, row)) for row in session.execute(sa.select(table)))
        for name, table in tables.items()
    }


WORDS = st.one_of(st.none(), st.sampled_from(["Jane Roe", "Юрий Чайка", "محمد", "A\n b", ""]))
DATES = st.one_of(st.none(), st.dates(date(2020, 1, 1), DAY))
DATED = {
    "source": st.sampled_from(["a sheet", "a page"]),
    "verified_on": DATES,
    "verified_source": WORDS,
    "bounced_on": DATES,
    "valid_from": DATES,
    "valid_to": DATES,
}
TEXT = st.fixed_dictionaries(
    {"title": st.sampled_from(["Minister", "Judge", "دادستان"]), "name": WORDS, "honorific": WORDS, "salutation": WORDS}
)
ADDRESS = st.fixed_dictionaries(
    {
        "language": st.sampled_from(["en", "ru"]),
        "lines": st.sampled_from([("1 Long Street",), ("ул. Ильинка, 23", "Москва"), ()]),
        "country": st.sampled_from(["AL", "RU"]),
        **DATED,
    }
)
CONTACT = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([ContactKind.FAX, ContactKind.EMAIL]),
        "raw": st.sampled_from(["+355 4 225 9388", "office@state.example", "Office@state.example"]),
        "e164": st.sampled_from([None, "+35542259388"]),
        "note": WORDS,
        **DATED,
    }
)
MISSION = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(list(MissionKind)),
        "sending_state": st.just("AL"),
        "host_state": st.sampled_from(["PT", "CH"]),
        "un_body": WORDS,
        "headed_by_charge": st.booleans(),
        "states": st.sets(st.sampled_from(["CV", "LI"])),
    }
)
AUTHORITY = st.fixed_dictionaries(
    {
        "state": st.sampled_from([None, "AL"]),
        "office": st.sampled_from([None, Office.MINISTER]),
        "gender": st.sampled_from([None, *Gender]),
        "languages": st.sampled_from([(), ("sq", "en")]),
        "refuses": st.sampled_from([(), (Channel.FAX,), (Channel.PRINT, Channel.EMAIL)]),
        "texts": st.dictionaries(st.sampled_from(["en", "ru", "fa"]), TEXT),
        "addresses": st.lists(ADDRESS, max_size=3),
        "contacts": st.lists(CONTACT, max_size=4),
        "mission": st.one_of(st.none(), MISSION),
        "corrections": st.integers(0, 2),
    }
)


def built(session: Session, slug: str, drawn: dict[str, Any]) -> Authority:
    values = {name: drawn[name] for name in ("state", "office", "gender", "languages", "refuses")}
    authority = Authority(
        slug=slug,
        texts={code: AuthorityText(language=code, **text) for code, text in drawn["texts"].items()},
        addresses=[PostalAddress(**each) for each in drawn["addresses"]],
        contacts=[Contact(**each) for each in drawn["contacts"]],
        **values,
    )
    if drawn["mission"]:
        plain = {name: value for name, value in drawn["mission"].items() if name != "states"}
        states = [Accreditation(state=state) for state in sorted(drawn["mission"]["states"])]
        authority.mission = Mission(**plain, accreditations=states)
    session.add(authority)
    session.flush()
    for _ in range(drawn["corrections"]):
        session.add(Correction(authority_id=authority.id, part=WrongPart.FAX, said="", words="x", received_on=DAY))
    return authority


@pytest.fixture(scope="module")
def merging(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder = tmp_path_factory.mktemp("merging")
    shutil.copy(migrated_file, folder / "campaign.sqlite")
    database = Database(f"sqlite:///{folder / 'campaign.sqlite'}")
    yield database
    database.close()


@settings(max_examples=40)
@given(one=AUTHORITY, other=AUTHORITY, writes=st.sampled_from(["kept", "other", "nobody"]))
def test_every_merge_is_undone_to_the_byte(
    merging: Database, tmp_path_factory: pytest.TempPathFactory, one: dict, other: dict, writes: str
) -> None:
    with merging.transaction() as session:
        kept, merged = built(session, "kept", one), built(session, "other", other)
        if writes != "nobody":
            action = an_action()
            action.addressees[0].authority = kept if writes == "kept" else merged
            session.add(action)
        before = everything(session)
        log = a_log(session, tmp_path_factory.getbasetemp())

        made = merge(kept, merged, log)
        assert everything(session) != before
        assert merged.keys == []
        undo(made, kept, merged, log)

        assert everything(session) == before
        session.rollback()


@pytest.mark.long
@settings(settings.get_profile("long"))
@given(one=AUTHORITY, other=AUTHORITY)
def test_thousands_of_merges_are_undone_to_the_byte(
    merging: Database, tmp_path_factory: pytest.TempPathFactory, one: dict, other: dict
) -> None:
    with merging.transaction() as session:
        kept, merged = built(session, "kept", one), built(session, "other", other)
        before, log = everything(session), a_log(session, tmp_path_factory.getbasetemp())

        undo(merge(kept, merged, log), kept, merged, log)

        assert everything(session) == before
        session.rollback()


def a_pair(session: Session) -> tuple[Authority, Authority]:
    """A minister, entered twice, with much to bring together."""
    kept = an_authority("kept", gender=None)
    texts = {
        "en": AuthorityText(language="en", name="J. Roe", title="Minister of Justice", salutation="Dear Minister,"),
        "fr": AuthorityText(language="fr", name="Jane Roe", title="Ministre de la Justice"),
    }
    contacts = [
        Contact(kind=ContactKind.FAX, raw="355 4 2259388", e164="+35542259388", source="a page", verified_on=DAY),
        Contact(kind=ContactKind.EMAIL, raw="office@state.example", source="a page"),
    ]
    other = an_authority("other", texts=texts, contacts=contacts)
    session.add_all([kept, other, an_authority("noise", texts={}, contacts=[])])
    session.flush()
    return kept, other


def test_the_kept_one_gets_what_it_lacks_and_the_newer_look(empty_database: Database, tmp_path: Path) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        kept, other = a_pair(session)
        before, log = everything(session), a_log(session, tmp_path)

        made = merge(kept, other, log)

        assert (kept.texts["en"].name, kept.texts["en"].salutation) == ("Jane Roe", "Dear Minister,")
        assert kept.texts["fr"].title == "Ministre de la Justice"
        assert kept.gender is Gender.FEMALE
        assert [(each.raw, each.verified_on, each.verified_source) for each in kept.contacts] == [
            ("+355 4 225 9388", DAY, "a page"),
            ("office@state.example", None, None),
        ]
        assert len(kept.addresses) == 1
        assert [each.slug for each in family(session, kept)] == ["kept", "other"]
        assert [(entry.what, entry.who) for entry in history_of(session, ["kept", "other"])] == [
            ("merged", "ana@desk.example"),
            ("merged", "ana@desk.example"),
        ]

        undo(made, kept, other, log)
        assert everything(session) == before
        assert merges_of(session, kept) == []


def test_nobody_gets_the_name_salutation_or_gender_of_another_person(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        kept, other = a_pair(session)
        other.texts["en"].name, other.texts["fr"].name, other.gender = "Rui Poe", "Rui Poe", Gender.MALE
        other.texts["fr"].salutation, other.texts["en"].organisation = "Monsieur Poe,", "Ministry of Justice"
        before, log = everything(session), a_log(session, tmp_path)

        made = merge(kept, other, log)

        english, french = kept.texts["en"], kept.texts["fr"]
        assert (english.name, english.salutation, english.organisation) == ("Jane Roe", None, "Ministry of Justice")
        assert (french.title, french.name, french.salutation) == ("Ministre de la Justice", None, None)
        assert kept.gender is None
        undo(made, kept, other, log)
        assert everything(session) == before


def test_what_was_merged_is_found_nowhere_and_leads_to_the_kept_one(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        kept, other = a_pair(session)
        other.mission = Mission(kind=MissionKind.EMBASSY, sending_state="AL", host_state="PT")
        session.flush()
        merge(kept, other, a_log(session, tmp_path))

        found = find_authorities(session, words="roe", country="AL", page=1, day=DAY, language="en").rows
        assert [each.slug for each in found] == ["kept"]
        assert dict(authorities_at_hand(session, "AL", (), "roe")).keys() == {"kept"}
        assert "other" in dict(authorities_at_hand(session, "AL", ["other"]))
        assert {each.slug for each in missions_by_country(session, "AL", DAY).values()} == {"kept"}
        with pytest.raises(BadEntry, match="“other” is one with “kept” now"):
            find(session, "other")  # as somebody chooses it on a page from before
        assert standing(other) is find_authority(session, "other") is kept
        with pytest.raises(ConflictingEdit, match="one with “kept” now"):
            take_authority(session, "other")


def test_drafts_and_live_actions_write_to_the_kept_one_and_what_was_published_stays(
    database: Database, tmp_path: Path
) -> None:
    with database.transaction() as session:
        kept, other = a_pair(session)
        live = an_action(state=ActionState.IN_REVIEW)
        live.addressees[0].authority = other
        session.add(live)
        publish(session, live, NOW)
        stopped = an_action(slug="stopped", case=live.case, organisations=live.organisations, state=ActionState.STOPPED)
        stopped.addressees[0].authority = other
        session.add(stopped)
        session.flush()
        log = a_log(session, tmp_path)

        made = merge(kept, other, log)

        assert (live.addressees[0].authority, stopped.addressees[0].authority) == (kept, other)
        published = newest_revision(live)
        assert published
        assert published.addressees[0].authority.slug == "other"
        assert [(use.slug, use.is_behind) for use in uses_of(session, kept, NOW)] == [
            ("an-action", True),
            ("stopped", False),
        ]
        assert [change.who for change in live.changes] == ["ana@desk.example"]
        assert clone(session, stopped, "ana@desk.example", NOW).addressees[0].authority is kept
        undo(made, kept, other, log)
        assert live.addressees[0].authority is other


def test_what_was_learnt_since_goes_back_with_what_was_brought(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        kept, other = a_pair(session)
        log = a_log(session, tmp_path)
        made = merge(kept, other, log)
        kept.contacts[1].bounced_on = DAY
        kept.texts["fr"].title = "Garde des Sceaux"
        kept.texts["en"].salutation = "Madam,"
        kept.gender = Gender.OTHER

        undo(made, kept, other, log)

        assert [each.raw for each in kept.contacts] == ["+355 4 225 9388"]
        assert other.contacts[1].bounced_on == DAY
        assert other.texts["fr"].title == "Garde des Sceaux"
        assert (kept.texts["en"].salutation, kept.gender) == ("Madam,", Gender.OTHER)


def test_merges_are_undone_from_the_last_to_the_first_and_once(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        kept, other = a_pair(session)
        third = get_authority(session, "noise")
        log = a_log(session, tmp_path)
        first, second = merge(kept, other, log), merge(kept, third, log)

        with pytest.raises(ConflictingEdit, match="“noise” was merged into it later"):
            undo(first, kept, other, log)
        undo(second, kept, third, log)
        into_third = merge(third, kept, log)
        with pytest.raises(ConflictingEdit, match="Open “.*” and undo that merge first"):
            undo(first, kept, other, log)
        assert [each.slug for each in family(session, third)] == ["noise", "kept", "other"]
        undo(into_third, third, kept, log)
        undo(first, kept, other, log)
        with pytest.raises(ConflictingEdit, match="undone already"):
            undo(first, kept, other, log)
        with pytest.raises(NotFound, match="no such merge"):
            get_merge(session, third, first.id)


def test_what_cannot_be_merged_is_said(database: Database, tmp_path: Path) -> None:
    with database.transaction() as session:
        kept, other = a_pair(session)
        log = a_log(session, tmp_path)
        action = an_action()
        action.addressees = [
            Addressee(position=place, role=Role.TARGET, authority=each)
            for place, each in enumerate((kept, other), start=1)
        ]
        session.add(action)
        session.flush()

        with pytest.raises(BadEntry, match="write to both of them: an-action"):
            merge(kept, other, log)
        with pytest.raises(BadEntry, match="one authority already"):
            merge(kept, kept, log)
        action.addressees.pop()
        holder = Holder(None, {"en": HolderWords("John Doe")})
        announce(other, holder, DAY + timedelta(days=3), "a page", log)
        with pytest.raises(BadEntry, match="successor of “other” is expected"):
            merge(kept, other, log)
        assert session.scalar(sa.select(Action)) is action


def authority(slug: str, name: str | None, title: str, number: str = "", **changes) -> Authority:
    text = AuthorityText(language="en", name=name, title=title)
    contacts = [Contact(kind=ContactKind.FAX, raw=number, e164=number, source="test")] if number else []
    return an_authority(slug, texts={"en": text}, contacts=contacts, **changes)


def pairs(session: Session) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.one.slug, each.other.slug, each.alike) for each in duplicates(session, 1, "en").rows]


def test_the_same_office_a_like_name_and_the_same_number_are_listed(empty_database: Database, tmp_path: Path) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        session.add_all(
            [
                authority("a", "Yurii Chaika", "Prosecutor General", "+74956921725"),
                authority("b", "Юрий Чайка", "Prosecutor  general", "+74956921725"),
                authority("c", "Yuri Tschaika", "Prosecutor General", state="RU"),
                authority("d", "Aleksandr Bastrykin", "Chair"),
                authority("e", "Bastrykin, Alexander", "Head of the Committee"),
                authority("f", "Ivan Petrov", "Clerk", "+74950000000"),
                authority("g", "Ivan Pavlov", "Porter", "+74950000000"),
                *[authority(f"judge-{number}", None, "Judge") for number in range(6)],
            ]
        )
        session.flush()
        log = a_log(session, tmp_path)

        assert pairs(session) == [
            ("a", "b", ("name", "number", "office")),
            ("d", "e", ("name",)),
            ("f", "g", ("number",)),
        ]
        tell_apart(get_authority(session, "g"), get_authority(session, "f"), log)
        tell_apart(get_authority(session, "f"), get_authority(session, "g"), log)
        made = merge(get_authority(session, "a"), get_authority(session, "b"), log)
        assert [each[:2] for each in pairs(session)] == [("d", "e")]
        undo(made, get_authority(session, "a"), get_authority(session, "b"), log)
        assert [each[:2] for each in pairs(session)] == [("a", "b"), ("d", "e")]


def test_two_stand_side_by_side_field_by_field(database: Database) -> None:
    with database.transaction() as session:
        kept, other = (entry_of(each) for each in a_pair(session))

    told = {each.path: (each.one, each.other) for each in side_by_side(kept, other)}

    assert told["texts.en.name"] == ("Jane Roe", "J. Roe")
    assert told["texts.fr.name"] == ("", "Jane Roe")
    assert told["gender"] == ("", "f")
    assert not [path for path in told if path.startswith(("addresses", "contacts"))]
