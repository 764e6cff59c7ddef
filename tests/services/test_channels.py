"""Which channel comes first, and why."""

from dataclasses import replace

import pytest

from campaign.errors import NoWay
from campaign.models.published import PublishedAddressee, PublishedContact
from campaign.models.vocabulary import Channel, ContactKind, Role
from campaign.services.channels import cc_of, drafts_and_copies, in_channel, ways_to, with_way
from campaign.services.letters import Choice
from tests.factories import published

PRINT, FAX, EMAIL = Channel.PRINT, Channel.FAX, Channel.EMAIL
CONTACTS = {
    FAX: PublishedContact(ContactKind.FAX, "+355 4 225 9388", "+35542259388", None, "test"),
    EMAIL: PublishedContact(ContactKind.EMAIL, "office@justice.example", None, None, "test"),
}


def reached(*channels: Channel, role: Role = Role.TARGET, position: int = 1, **changes) -> PublishedAddressee:
    """An addressee in Albania that can be reached in these channels only."""
    authority = published().addressees[0].authority
    return PublishedAddressee(
        position,
        role,
        replace(
            authority,
            addresses=authority.addresses if PRINT in channels else (),
            contacts=tuple(contact for channel, contact in CONTACTS.items() if channel in channels),
            **changes,
        ),
    )


@pytest.mark.parametrize(
    ("country", "days", "order"),
    [
        ("PT", None, [PRINT, EMAIL, FAX]),
        ("PT", 14, [PRINT, EMAIL, FAX]),
        ("PT", 13, [EMAIL, FAX, PRINT]),
        ("AL", 7, [PRINT, EMAIL, FAX]),
        ("AL", 6, [EMAIL, FAX, PRINT]),
        ("PT", 0, [EMAIL, FAX, PRINT]),
    ],
)
def test_post_comes_first_while_it_can_arrive(country: str, days: int | None, order: list[Channel]) -> None:
    assert [way.channel for way in ways_to(reached(PRINT, FAX, EMAIL), country, days)] == order


@pytest.mark.parametrize(
    ("channels", "days", "said"),
    [
        ((PRINT, FAX), 30, "hardest to overlook"),
        ((PRINT, FAX), 3, "arrives today, on paper"),
        ((PRINT,), 3, "send it today"),
        ((FAX,), 3, "in no other way"),
        ((EMAIL,), None, "in no other way"),
        ((EMAIL, FAX), 3, "arrives today."),
    ],
)
def test_the_first_way_says_why(channels: tuple[Channel, ...], days: int | None, said: str) -> None:
    assert said in str(ways_to(reached(*channels), "PT", days)[0].reason)


def test_what_is_refused_is_not_offered() -> None:
    addressee = reached(PRINT, FAX, EMAIL, refuses=(EMAIL,))

    assert [way.channel for way in ways_to(addressee, "PT", 1)] == [FAX, PRINT]


def test_who_cannot_be_reached_is_left_out_and_named() -> None:
    choice = Choice((reached(PRINT), reached(FAX, position=2), reached(PRINT, FAX, position=3, refuses=(FAX,))), ())

    by_fax = with_way(choice, Channel.FAX_TIFF)

    assert [each.position for each in by_fax.addressees] == [2]
    assert [str(note) for note in by_fax.notes] == [
        "Addressee 1 has no fax number. Choose another channel: print.",
        "Addressee 3: This office takes no faxes. Choose another channel: print.",
    ]
    with pytest.raises(NoWay, match="Addressee 1 has no e-mail address. Choose another channel: print"):
        with_way(choice, EMAIL)


def test_a_mission_gets_no_copy_of_a_letter_that_cannot_go() -> None:
    mission = reached(EMAIL, role=Role.COPY, position=2)

    with pytest.raises(NoWay, match="Addressee 1 has no e-mail address"):
        in_channel(published(), Choice((reached(PRINT), mission), ()), EMAIL)
    without = in_channel(published(), Choice((reached(EMAIL), reached(PRINT, role=Role.COPY, position=2)), ()), EMAIL)

    assert [each.position for each in without.addressees] == [1]
    assert "Addressee 2 has no e-mail address" in str(without.notes[0])


def test_copies_of_an_e_mail_go_with_it_and_by_themselves_if_nobody_else_is_written_to() -> None:
    target, copy = reached(EMAIL), reached(EMAIL, role=Role.COPY, position=2)
    by_post = reached(PRINT, role=Role.COPY, position=3)

    action = replace(published(), addressees=(target, copy, by_post))

    assert drafts_and_copies(action, Choice((target, copy, by_post), ())) == (
        Choice((target,), ()),
        ("office@justice.example",),
    )
    assert drafts_and_copies(action, Choice((copy,), ())) == (Choice((copy,), ()), ())


def test_nobody_reads_along_what_goes_to_ones_own_government() -> None:
    target, copy = reached(EMAIL), reached(EMAIL, role=Role.COPY, position=2)
    own = reached(EMAIL, role=Role.CHANNEL, position=4)
    action = replace(published(), addressees=(target, copy))

    both, alone = Choice((target, copy, own), ()), Choice((copy, own), ())

    assert [cc_of(action, both, each) for each in (target, own)] == [("office@justice.example",), ()]
    assert drafts_and_copies(action, alone) == (alone, ())
