"""Publishing: everything that is missing at once, a revision that stays, versions of authorities."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from campaign.db import Database
from campaign.errors import IllegalMove, NotReady
from campaign.models import (
    Action,
    ActionText,
    Addressee,
    AuthorityVersion,
    Contact,
    FieldLevel,
    Organisation,
    PostalAddress,
)
from campaign.models.states import ActionState
from campaign.models.vocabulary import Consent, ContactKind, LevelledField, PublicationLevel, Role
from campaign.services.publishing import publish
from campaign.services.readiness import missing
from tests.factories import NOW, a_demand, an_action, an_authority


def said(action: Action) -> list[str]:
    return [str(lack) for lack in missing(action, NOW)]


def test_publish_names_every_missing_piece_at_once(database: Database) -> None:
    bare = an_action(texts={}, organisations=[], demands=[], addressees=[], languages=(), consent=Consent.NOT_RECORDED)
    with database.transaction() as session:
        session.add(bare)
        session.flush()

        with pytest.raises(NotReady) as refusal:
            publish(session, bare, NOW)

    for piece in ("no text", "No organisation", "no demand", "no addressee", "Consent", "No language"):
        assert piece in str(refusal.value)
    assert len(refusal.value.missing) == 6


def test_an_addressee_that_cannot_be_reached_is_named() -> None:
    action = an_action(
        addressees=[Addressee(position=1, role=Role.TARGET, authority=an_authority(addresses=[], contacts=[]))]
    )

    assert said(action) == ["Jane Roe has no postal address, fax number or e-mail address that can be used: enter one."]


def test_only_copies_are_not_enough() -> None:
    action = an_action(addressees=[Addressee(position=1, role=Role.COPY, authority=an_authority())])

    assert "only gets a copy" in said(action)[0]


def test_a_letter_that_could_not_be_made_stops_the_publication_with_its_reason() -> None:
    naming = an_action(demands=[a_demand("listen to Example Rights Watchers")])
    unknown_office = an_action(
        addressees=[Addressee(position=1, role=Role.TARGET, authority=an_authority(office=None))]
    )

    assert "must not name “Example Rights Watchers”" in said(naming)[0]
    assert said(unknown_office) == ["There is no salutation for Jane Roe: enter one, or say what office it is."]


def test_a_demand_stays_narrowed_to_its_addressee_when_others_were_taken_out(database: Database) -> None:
    addressees = [
        Addressee(position=position, role=Role.TARGET, authority=an_authority(f"authority-{position}"))
        for position in (3, 7)
    ]
    narrowed = [a_demand("release him", 1), a_demand("resign", 2, only_to=[addressees[1]])]
    with database.transaction() as session:
        action = _published_action(session, addressees=addressees, demands=narrowed)

        assert action.revisions[0].published.demands[1].only_to == (2,)


def test_a_draft_cannot_be_published_past_its_review(database: Database) -> None:
    with database.transaction() as session:
        action = an_action()
        session.add(action)
        session.flush()

        with pytest.raises(IllegalMove):
            publish(session, action, NOW)


def test_a_revision_keeps_what_it_was_published_with(database: Database) -> None:
    with database.transaction() as session:
        action = _published_action(session)
        authority = action.addressees[0].authority
        authority.addresses.append(
            PostalAddress(
                language="en", lines=("2 New Street",), country="AL", source="test", valid_from=date(2026, 5, 10)
            )
        )
        session.flush()
        publish(session, action, datetime(2026, 5, 11, tzinfo=UTC))

    with database.reading() as session:
        old, new = session.scalars(select(Action)).one().revisions
        versions = session.scalars(select(AuthorityVersion.number)).all()
    assert old.published.addressees[0].authority.addresses[0].lines == ("1 Long Street", "1001 Town")
    assert new.published.addressees[0].authority.addresses[0].lines == ("2 New Street",)
    assert [old.number, new.number] == [1, 2]
    assert versions == [1, 2]


def test_an_authority_that_did_not_change_keeps_its_version(database: Database) -> None:
    with database.transaction() as session:
        action = _published_action(session)
        publish(session, action, datetime(2026, 5, 11, tzinfo=UTC))

        assert [version.number for version in action.addressees[0].authority.versions] == [1]


def test_an_address_holds_only_within_its_days(database: Database) -> None:
    ended = PostalAddress(language="en", lines=("Old",), country="AL", source="s", valid_to=date(2026, 5, 3))
    bounced = PostalAddress(language="en", lines=("Odd",), country="AL", source="s", bounced_on=date(2026, 5, 4))
    with database.transaction() as session:
        authority = an_authority(addresses=[ended, bounced])
        action = _published_action(session, addressees=[Addressee(position=1, role=Role.TARGET, authority=authority)])

        assert action.revisions[0].published.addressees[0].authority.addresses == ()


def test_what_is_internal_is_not_published(database: Database) -> None:
    level = FieldLevel(field=LevelledField.FACTS, level=PublicationLevel.INTERNAL)
    shy = FieldLevel(field=LevelledField.SUMMARY, level=PublicationLevel.LETTER_ONLY)
    with database.transaction() as session:
        action = an_action(levels={LevelledField.FACTS: level, LevelledField.SUMMARY: shy})
        action.persons[0].level = PublicationLevel.INTERNAL
        revision = _published_action(session, action).revisions[0]

    assert "What happened." not in revision.document
    assert [person.texts for person in revision.published.persons] == [()]
    assert revision.published.letter_only == (LevelledField.SUMMARY,)


def _published_action(session, action: Action | None = None, **changes) -> Action:
    action = action or an_action(**changes)
    session.add(action)
    session.flush()
    action.move(ActionState.IN_REVIEW)
    publish(session, action, NOW)
    return action


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"country": "QQ"}, "country is not known"),
        ({"persons": []}, "No person at risk"),
        (
            {"texts": {"en": ActionText(language="en", title=" ", summary=" ", facts="x")}},
            "title is empty in en",
        ),
        ({"texts": {"en": ActionText(language="en", title="T", summary="S", facts="\n ")}}, "facts are empty"),
        ({"texts": {"en": ActionText(language="en", title="T", summary="S", facts="he said 😀")}}, "cannot show “😀”"),
        ({"organisations": [Organisation(slug="erw", contact="x")]}, "organisation erw has no name"),
    ],
)
def test_what_would_make_a_wrong_page_or_letter_is_said_before_publication(changes: dict, sentence: str) -> None:
    assert sentence in said(an_action(**changes))[0]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"texts": {}}, "neither a name nor an office"),
        ({"addresses": [PostalAddress(language="en", lines=(), country="AL", source="s")]}, "has no lines"),
        (
            {"addresses": [PostalAddress(language="en", lines=("x",), country="UK", source="s")]},
            "not known by its code",
        ),
        ({"addresses": [], "contacts": [Contact(kind=ContactKind.PHONE, raw="1", source="s")]}, "that can be used"),
        ({"contacts": [Contact(kind=ContactKind.EMAIL, raw="[email protected]", source="s")]}, "is no e-mail address"),
    ],
)
def test_what_is_wrong_with_an_addressee_is_said_before_publication(changes: dict, sentence: str) -> None:
    action = an_action(addressees=[Addressee(position=1, role=Role.TARGET, authority=an_authority(**changes))])

    assert sentence in said(action)[0]


def test_facts_for_letters_alone_must_still_be_there() -> None:
    level = FieldLevel(field=LevelledField.FACTS, level=PublicationLevel.LETTER_ONLY)
    texts = {"en": ActionText(language="en", title="T", summary="S")}

    assert "facts are empty" in said(an_action(texts=texts, levels={LevelledField.FACTS: level}))[0]


def test_every_field_can_be_kept_out_of_a_revision(database: Database) -> None:
    words = {"summary": "Summary kept in.", "facts": "Facts kept in.", "background": "Background kept in."}
    levels = {field: FieldLevel(field=field, level=PublicationLevel.INTERNAL) for field in LevelledField}
    texts = {"en": ActionText(language="en", title="T", **words)}
    with database.transaction() as session:
        revision = _published_action(session, texts=texts, levels=levels).revisions[0]

    assert "kept in" not in revision.document


def test_rows_are_frozen_in_the_order_of_their_positions_and_without_stray_space(database: Database) -> None:
    texts = {"en": ActionText(language="en", title=" T ", summary=" S\n", facts="F")}
    with database.transaction() as session:
        action = _published_action(session, demands=[a_demand("second", 2), a_demand("first", 1)], texts=texts)
        published = action.revisions[0].published

    assert [demand.texts[0].text for demand in published.demands] == ["first", "second"]
    assert (published.texts[0].title, published.texts[0].summary) == ("T", "S")
