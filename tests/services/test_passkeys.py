"""Passkeys: what is kept of them, what lets in, and every reason for which one does not."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import BadPasskey, CopiedPasskey, NoPasskeys, NotFound, WrongSignIn
from campaign.models import Coordinator, Passkey, PasskeyChallenge
from campaign.models.vocabulary import CeremonyKind, CoordinatorRole
from campaign.services.accounts.challenges import new_challenge, take_challenge
from campaign.services.accounts.keyring import list_passkeys, remove_passkey, rename_passkey
from campaign.services.accounts.links import invite
from campaign.services.accounts.passkeys import (
    LONGEST_ANSWER,
    add_passkey,
    adding_options,
    check_passkey,
    find_owner,
    using_options,
)
from campaign.services.accounts.people import disable
from campaign.services.accounts.pruning import prune
from campaign.services.accounts.relying_party import RelyingParty, relying_party
from tests.authenticator import PRESENT, Authenticator
from tests.coordinators import a_coordinator

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
SITE = RelyingParty("localhost", "http://localhost", "Letters")
CHALLENGE = bytes(range(32))
OTHER_CHALLENGE = bytes(32)
SECOND_STEP = CeremonyKind.SECOND_STEP


def added(session: Session, coordinator: Coordinator, device: Authenticator, name: str = "Telephone") -> Passkey:
    """A passkey of a coordinator, made on a device."""
    answer = device.make(adding_options(session, SITE, coordinator, CHALLENGE))
    return add_passkey(session, SITE, coordinator, name=name, answer=answer, challenge=CHALLENGE, now=NOW)


def used(session: Session, coordinator: Coordinator, answer: str, challenge: bytes = CHALLENGE) -> None:
    """An answer, looked at."""
    check_passkey(session, SITE, coordinator.id, answer=answer, challenge=challenge, now=NOW + MINUTE)


def asked(session: Session, challenge: bytes = CHALLENGE) -> str:
    return using_options(session, SITE, challenge)


def one_byte_wrong(whole: bytes) -> Iterator[bytes]:
    for place, byte in enumerate(whole):
        yield whole[:place] + bytes([byte ^ 0x55]) + whole[place + 1 :]


# The site


@pytest.mark.parametrize(
    ("address", "host", "origin"),
    [
        ("https://Letters.Example/", "letters.example", "https://letters.example"),
        ("https://letters.example:443", "letters.example", "https://letters.example"),
        ("https://letters.example:8443", "letters.example", "https://letters.example:8443"),
        ("https://briefe-für.example", "xn--briefe-fr-x9a.example", "https://xn--briefe-fr-x9a.example"),
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
    ],
)
def test_a_site_is_known_by_the_address_of_the_settings(address: str, host: str, origin: str) -> None:
    assert relying_party(address, "Letters") == RelyingParty(host, origin, "Letters")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:8000", "need a name"),
        ("https://192.0.2.1", "need a name"),
        ("http://[::1]:8000", "need a name"),
        ("http://letters.example", "need https"),
    ],
)
def test_a_site_that_cannot_have_passkeys_says_why(address: str, said: str) -> None:
    with pytest.raises(NoPasskeys, match=said):
        relying_party(address, "Letters")


# Adding


def test_a_passkey_is_kept_with_its_name_its_key_and_no_secret(database: Database) -> None:
    with database.transaction() as session:
        coordinator, device = a_coordinator(session), Authenticator(count=7)
        added(session, coordinator, device, "  My   telephone ")
        added(session, coordinator, Authenticator(), "Key ring")

    with database.reading() as session:
        first, second = list_passkeys(session, coordinator.id)
        assert (first.name, first.sign_count, first.added_at, first.last_used_at) == ("My telephone", 7, NOW, None)
        assert second.name == "Key ring"


def test_a_browser_is_asked_for_a_passkey_that_knows_who_uses_it_and_that_is_not_there_yet(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        there = added(session, coordinator, Authenticator())

        options = json.loads(adding_options(session, SITE, coordinator, CHALLENGE))

    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["attestation"] == "none"
    assert options["rp"] == {"id": "localhost", "name": "Letters"}
    assert [each["id"] for each in options["excludeCredentials"]] == [there.credential_id]
    assert coordinator.email.encode() not in base64.urlsafe_b64decode(options["user"]["id"] + "==")


@pytest.mark.parametrize(
    ("device", "challenge"),
    [
        (Authenticator(origin="https://evil.example"), CHALLENGE),
        (Authenticator(origin="http://localhost:8000"), CHALLENGE),
        (Authenticator(rp_id="evil.example"), CHALLENGE),
        (Authenticator(flags=PRESENT), CHALLENGE),
        (Authenticator(), OTHER_CHALLENGE),
        (Authenticator(credential_id=b"x" * 1024), CHALLENGE),
    ],
    ids=["wrong origin", "wrong port", "wrong site", "did not ask who", "wrong challenge", "too long a number"],
)
def test_a_passkey_that_was_not_made_for_this_is_not_kept(
    database: Database, device: Authenticator, challenge: bytes
) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        answer = device.make(adding_options(session, SITE, coordinator, CHALLENGE))

        with pytest.raises(BadPasskey):
            add_passkey(session, SITE, coordinator, name="X", answer=answer, challenge=challenge, now=NOW)

        assert list_passkeys(session, coordinator.id) == []


def test_a_passkey_is_added_once_and_to_one_coordinator(database: Database) -> None:
    with database.transaction() as session:
        device = Authenticator()
        added(session, a_coordinator(session), device)

        with pytest.raises(BadPasskey, match="added before"):
            added(session, a_coordinator(session, "other@desk.example"), device)


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "x" * 81])
def test_a_name_that_cannot_be_read_is_refused(database: Database, name: str) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        passkey = added(session, coordinator, Authenticator())

        with pytest.raises(BadPasskey):
            added(session, coordinator, Authenticator(), name)
        with pytest.raises(BadPasskey):
            rename_passkey(session, coordinator.id, passkey.id, name)


# Using


def test_a_passkey_lets_in_and_remembers_when(database: Database) -> None:
    with database.transaction() as session:
        coordinator, device = a_coordinator(session), Authenticator()
        passkey = added(session, coordinator, device)
        added(session, coordinator, Authenticator())

        used(session, coordinator, device.use(asked(session)))
        used(session, coordinator, device.use(asked(session)))

        session.refresh(passkey)
        assert (passkey.sign_count, passkey.last_used_at) == (3, NOW + MINUTE)


def test_a_passkey_that_does_not_count_lets_in_again_and_again(database: Database) -> None:
    with database.transaction() as session:
        coordinator, device = a_coordinator(session), Authenticator(count=0)
        passkey = added(session, coordinator, device)
        for _ in range(2):
            device.count = -1
            used(session, coordinator, device.use(asked(session)))

        session.refresh(passkey)
        assert (passkey.sign_count, passkey.last_used_at) == (0, NOW + MINUTE)


def test_a_count_may_be_as_large_as_a_device_can_send(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        coordinator, device = a_coordinator(session), Authenticator(count=2**32 - 2)
        passkey = added(session, coordinator, device)

        used(session, coordinator, device.use(asked(session)))

        session.refresh(passkey)
        assert passkey.sign_count == 2**32 - 1


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:8000"},
        {"origin": "https://localhost"},
        {"rp_id": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0x04},
        {"key": Authenticator().key},
        {"credential_id": b"nobody has this"},
    ],
    ids=["origin", "port", "scheme", "site", "did not ask who", "nobody there", "signature", "unknown"],
)
def test_a_passkey_that_was_used_for_something_else_lets_nobody_in(database: Database, change: dict) -> None:
    with database.transaction() as session:
        coordinator, device = a_coordinator(session), Authenticator()
        passkey = added(session, coordinator, device)
        for name, value in change.items():
            setattr(device, name, value)

        with pytest.raises(WrongSignIn, match="does not fit") as refused:
            used(session, coordinator, device.use(asked(session)))

        session.refresh(passkey)
        assert type(refused.value) is WrongSignIn
        assert passkey.last_used_at is None


def test_a_signature_of_another_challenge_lets_nobody_in(database: Database) -> None:
    with database.transaction() as session:
        coordinator, device = a_coordinator(session), Authenticator()
        added(session, coordinator, device)

        with pytest.raises(WrongSignIn):
            used(session, coordinator, device.use(asked(session)), OTHER_CHALLENGE)


def test_the_passkey_of_one_does_not_let_in_another(database: Database) -> None:
    with database.transaction() as session:
        coordinator, other, device = a_coordinator(session), a_coordinator(session, "b@desk.example"), Authenticator()
        added(session, coordinator, device)
        added(session, other, Authenticator())

        with pytest.raises(WrongSignIn, match="does not fit"):
            used(session, other, device.use(asked(session)))


@pytest.mark.parametrize("count", [1, 4, 5])
def test_a_passkey_that_counts_backwards_is_refused_as_a_copy(database: Database, count: int) -> None:
    with database.transaction() as session:
        coordinator, device = a_coordinator(session), Authenticator(count=5)
        passkey = added(session, coordinator, device)
        device.count = count - 1

        with pytest.raises(CopiedPasskey, match="“Telephone” counts less"):
            used(session, coordinator, device.use(asked(session)))

        session.refresh(passkey)
        assert (passkey.sign_count, passkey.last_used_at) == (5, None)


def test_a_wrong_signature_is_not_told_as_a_copy(database: Database) -> None:
    with database.transaction() as session:
        coordinator, device = a_coordinator(session), Authenticator(count=5)
        added(session, coordinator, device)
        device.count, device.key = 1, Authenticator().key

        with pytest.raises(WrongSignIn) as refused:
            used(session, coordinator, device.use(asked(session)))

        assert not isinstance(refused.value, CopiedPasskey)


BROKEN = [
    "",
    "null",
    "[]",
    "{}",
    "[" * 9_000,
    '{"id": "\\u0000", "rawId": "AAAA", "type": "public-key", "response": {}}',
    "x" * (LONGEST_ANSWER + 1),
]


@pytest.mark.parametrize("answer", BROKEN, ids=range(len(BROKEN)))
def test_what_no_browser_sends_is_refused_in_words(empty_database: Database, answer: str) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        coordinator = a_coordinator(session)

        for look in (used, lambda session, _, answer: find_owner(session, answer)):
            with pytest.raises(WrongSignIn):
                look(session, coordinator, answer)
        with pytest.raises(BadPasskey):
            add_passkey(session, SITE, coordinator, name="X", answer=answer, challenge=CHALLENGE, now=NOW)


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature"])
def test_no_single_wrong_byte_lets_in(database: Database, part: str) -> None:
    with database.transaction() as session:
        coordinator, device = a_coordinator(session), Authenticator()
        added(session, coordinator, device)
        answer = json.loads(device.use(asked(session)))
        whole = base64.urlsafe_b64decode(answer["response"][part] + "==")

        for wrong in one_byte_wrong(whole):
            answer["response"][part] = base64.urlsafe_b64encode(wrong).decode()
            with pytest.raises(WrongSignIn):
                used(session, coordinator, json.dumps(answer))


def test_a_new_passkey_with_a_wrong_byte_is_refused_in_words(database: Database) -> None:
    with database.transaction() as session:
        coordinator, device = a_coordinator(session), Authenticator()
        answer = json.loads(device.make(adding_options(session, SITE, coordinator, CHALLENGE)))
        whole = base64.urlsafe_b64decode(answer["response"]["attestationObject"] + "==")
        refused = 0

        for wrong in one_byte_wrong(whole):
            answer["response"]["attestationObject"] = base64.urlsafe_b64encode(wrong).decode()
            try:
                add_passkey(
                    session, SITE, coordinator, name="X", answer=json.dumps(answer), challenge=CHALLENGE, now=NOW
                )
            except BadPasskey:
                refused += 1

    assert refused >= 60  # all but its number and its public key, which nothing vouches for


# Signing in with nothing else


def test_the_owner_of_a_passkey_is_found_by_what_it_says(database: Database) -> None:
    with database.transaction() as session:
        a_coordinator(session, "noise@desk.example")
        coordinator, device = a_coordinator(session), Authenticator()
        added(session, coordinator, device)

        assert find_owner(session, device.use(asked(session))).id == coordinator.id


def test_nobody_is_found_for_a_strange_a_disabled_or_another_ones_passkey(database: Database) -> None:
    with database.transaction() as session:
        coordinator, device, strange = a_coordinator(session), Authenticator(), Authenticator()
        added(session, coordinator, device)
        disabled, gone = a_coordinator(session, "gone@desk.example"), Authenticator()
        added(session, disabled, gone)
        disable(session, disabled, NOW)
        other, unfinished = a_coordinator(session, "new@desk.example"), Authenticator()
        added(session, other, unfinished)
        other.totp_secret = None
        said = set()

        for answer in (strange, gone, unfinished):
            with pytest.raises(WrongSignIn) as refused:
                find_owner(session, answer.use(asked(session)))
            said.add(str(refused.value))
        device.user_handle = gone.user_handle
        with pytest.raises(WrongSignIn) as refused:
            find_owner(session, device.use(asked(session)))

        assert said == {str(refused.value)}


# Challenges


def test_a_challenge_is_32_random_bytes_for_one_browser_and_one_purpose_once(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        challenge = new_challenge(session, "token", SECOND_STEP, NOW)
        other = new_challenge(session, "another", SECOND_STEP, NOW)
        assert (len(challenge), challenge != other) == (32, True)

        for token, kind in (("stolen", SECOND_STEP), ("token", CeremonyKind.ONLY_STEP), ("token", CeremonyKind.AGAIN)):
            with pytest.raises(WrongSignIn):
                take_challenge(session, token, kind, NOW)
        assert take_challenge(session, "token", SECOND_STEP, NOW) == challenge
        with pytest.raises(WrongSignIn):
            take_challenge(session, "token", SECOND_STEP, NOW)
        assert take_challenge(session, "another", SECOND_STEP, NOW) == other


def test_a_challenge_holds_for_five_minutes(database: Database) -> None:
    with database.transaction() as session:
        new_challenge(session, "old", SECOND_STEP, NOW)
        held = new_challenge(session, "held", SECOND_STEP, NOW)

        assert take_challenge(session, "held", SECOND_STEP, NOW + 5 * MINUTE - SECOND) == held
        with pytest.raises(WrongSignIn, match="took too long"):
            take_challenge(session, "old", SECOND_STEP, NOW + 5 * MINUTE)


def test_a_new_challenge_takes_the_place_of_the_one_before_and_old_ones_are_forgotten(database: Database) -> None:
    with database.transaction() as session:
        new_challenge(session, "token", SECOND_STEP, NOW)
        second = new_challenge(session, "token", CeremonyKind.AGAIN, NOW)
        new_challenge(session, "kept", SECOND_STEP, NOW + MINUTE)

        assert take_challenge(session, "token", CeremonyKind.AGAIN, NOW) == second
        new_challenge(session, "token", SECOND_STEP, NOW)
        prune(session, NOW + 5 * MINUTE)

        assert session.scalars(select(func.count()).select_from(PasskeyChallenge)).one() == 1


# Keeping


def test_a_passkey_is_named_anew_and_removed_by_its_own_coordinator_alone(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        coordinator, other = a_coordinator(session), a_coordinator(session, "b@desk.example")
        passkey = added(session, coordinator, Authenticator())

        with pytest.raises(NotFound):
            rename_passkey(session, other.id, passkey.id, "Mine")
        with pytest.raises(NotFound):
            remove_passkey(session, other.id, passkey.id)
        rename_passkey(session, coordinator.id, passkey.id, "Blue key")
        assert [each.name for each in list_passkeys(session, coordinator.id)] == ["Blue key"]
        remove_passkey(session, coordinator.id, passkey.id)

        assert list_passkeys(session, coordinator.id) == []


def test_the_last_second_factor_cannot_be_removed(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        first, last = (added(session, coordinator, Authenticator()) for _ in range(2))
        coordinator.totp_secret = None
        remove_passkey(session, coordinator.id, first.id)

        with pytest.raises(BadPasskey, match="last second factor"):
            remove_passkey(session, coordinator.id, last.id)

        assert len(list_passkeys(session, coordinator.id)) == 1


def test_who_is_invited_anew_begins_without_the_passkeys_of_before(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        added(session, coordinator, Authenticator())
        disable(session, coordinator, NOW)

        invite(session, coordinator.email, "Ines", CoordinatorRole.EDITOR, NOW)

        assert list_passkeys(session, coordinator.id) == []
