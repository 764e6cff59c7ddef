"""Accounts: invitations, passwords, second factors, sessions, and how often one may try."""

import threading
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from argon2 import extract_parameters
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from campaign import schema
from campaign.db import Database
from campaign.errors import BadContact, BadCoordinator, LastAdministrator, SpentLink, TooOften, WrongSignIn
from campaign.models import Coordinator, Invitation, RecoveryCode, SignedIn, SignInTry
from campaign.models.vocabulary import CoordinatorRole, LinkKind
from campaign.services.accounts.demonstration import EMAIL, demonstration_link
from campaign.services.accounts.factors import (
    check_code,
    enrol_totp,
    new_totp_secret,
    recovery_codes_left,
    renew_recovery_codes,
    totp_address,
)
from campaign.services.accounts.links import accept_invitation, find_link, invite, make_link, use_link
from campaign.services.accounts.passwords import NOBODYS, hash_password, password_fits
from campaign.services.accounts.people import (
    change_role,
    choose_password,
    disable,
    find_coordinator,
    list_coordinators,
    may_sign_in,
)
from campaign.services.accounts.pruning import prune
from campaign.services.accounts.sessions import (
    begin_session,
    begin_waiting,
    end_session,
    end_sessions,
    find_session,
    find_waiting,
    freshen_session,
    list_sessions,
    touch_session,
)
from campaign.services.accounts.tries import count_code_try, count_password_try
from tests.coordinators import PASSWORD, SECRET, a_coordinator, code_at, password_hash

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
EDITOR, ADMINISTRATOR = CoordinatorRole.EDITOR, CoordinatorRole.ADMINISTRATOR


@pytest.mark.parametrize(
    ("role", "covered"),
    [("viewer", 1), ("editor", 2), ("publisher", 3), ("administrator", 4)],
)
def test_each_role_includes_the_ones_before_it(role: str, covered: int) -> None:
    roles = list(CoordinatorRole)

    assert [CoordinatorRole(role).covers(each) for each in roles] == [True] * covered + [False] * (4 - covered)


# Invitations and links


def test_an_invitation_makes_a_coordinator_who_has_no_password_yet(database: Database) -> None:
    with database.transaction() as session:
        token = invite(session, " Ines.Reis@Desk.Example ", "Ines  Reis", EDITOR, NOW)

    with database.reading() as session:
        found = find_link(session, token, LinkKind.INVITATION, NOW)
        assert (found.coordinator.email, found.coordinator.name) == ("ines.reis@desk.example", "Ines Reis")
        assert not found.coordinator.is_enrolled
        assert token not in str(session.execute(select(Invitation.sha256)).all())


@pytest.mark.parametrize(
    ("email", "name", "error"),
    [("nobody", "Ines", BadContact), ("a@b.example", " ", BadCoordinator), ("a@b.example", "x" * 81, BadCoordinator)],
)
def test_an_invitation_needs_an_address_and_a_name(database: Database, email, name, error) -> None:
    with database.transaction() as session, pytest.raises(error):
        invite(session, email, name, EDITOR, NOW)


@pytest.mark.parametrize(("kind", "holds_for"), [("invitation", timedelta(days=7)), ("sign_in", timedelta(hours=1))])
def test_a_link_holds_until_its_last_second_and_no_longer(database: Database, kind, holds_for) -> None:
    with database.transaction() as session:
        token = make_link(session, a_coordinator(session), LinkKind(kind), NOW)

        assert find_link(session, token, LinkKind(kind), NOW + holds_for - SECOND)
        with pytest.raises(SpentLink):
            find_link(session, token, LinkKind(kind), NOW + holds_for)


def test_a_link_works_once_and_for_its_own_kind_alone(database: Database) -> None:
    with database.transaction() as session:
        token = make_link(session, a_coordinator(session), LinkKind.SIGN_IN, NOW)
        with pytest.raises(SpentLink):
            use_link(session, token, LinkKind.INVITATION, NOW)

        use_link(session, token, LinkKind.SIGN_IN, NOW)

        with pytest.raises(SpentLink):
            use_link(session, token, LinkKind.SIGN_IN, NOW)


def test_a_new_link_takes_the_place_of_the_one_before(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        first = make_link(session, coordinator, LinkKind.SIGN_IN, NOW)
        second = make_link(session, coordinator, LinkKind.SIGN_IN, NOW)

        assert find_link(session, second, LinkKind.SIGN_IN, NOW)
        with pytest.raises(SpentLink):
            find_link(session, first, LinkKind.SIGN_IN, NOW)


def test_an_invitation_holds_on_until_the_second_factor_is_enrolled(database: Database) -> None:
    with database.transaction() as session:
        token = invite(session, "ines@desk.example", "Ines", EDITOR, NOW)
        accept_invitation(session, token, password_hash(), NOW)
        coordinator = accept_invitation(session, token, "another", NOW)

    assert coordinator.password_hash == "another"  # noqa: S105
    assert not coordinator.is_enrolled


def test_who_is_a_coordinator_already_is_not_invited_again(database: Database) -> None:
    with database.transaction() as session:
        a_coordinator(session, "ines@desk.example")

        with pytest.raises(BadCoordinator, match="ines@desk.example is a coordinator already"):
            invite(session, "INES@desk.example", "Ines", EDITOR, NOW)


def test_who_was_disabled_begins_anew_when_invited_again(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        renew_recovery_codes(session, coordinator)
        disable(session, coordinator, NOW)
        with pytest.raises(BadCoordinator, match="was disabled"):
            make_link(session, coordinator, LinkKind.SIGN_IN, NOW)

        token = invite(session, coordinator.email, "Ines", CoordinatorRole.VIEWER, NOW)

        assert find_link(session, token, LinkKind.INVITATION, NOW).coordinator is coordinator
        assert (coordinator.password_hash, coordinator.totp_secret, coordinator.disabled_at) == (None, None, None)
        assert recovery_codes_left(session, coordinator.id) == 0


# Passwords


def test_a_password_has_at_least_twelve_characters_and_at_most_two_hundred() -> None:
    for wrong in ("eleven char", "x" * 201):
        with pytest.raises(BadCoordinator, match="characters"):
            hash_password(wrong)

    assert password_fits(hash_password("twelve chars"), "twelve chars")


def test_a_password_fits_only_itself_however_its_letters_are_composed() -> None:
    kept = hash_password("Zoë’s twelve cats")

    assert kept.startswith("$argon2id$")
    assert password_fits(kept, "Zoe\u0308’s twelve cats")
    assert not password_fits(kept, "Zoe’s twelve cats")
    assert not password_fits(None, "Zoë’s twelve cats")


def test_a_password_for_nobody_costs_what_a_real_one_costs() -> None:
    assert extract_parameters(NOBODYS) == extract_parameters(password_hash())


def test_nobody_who_is_unknown_or_disabled_may_sign_in(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session, "ines@desk.example")
        assert may_sign_in(session, " INES@desk.example") is coordinator
        disable(session, coordinator, NOW)

        assert may_sign_in(session, "ines@desk.example") is None
        assert may_sign_in(session, "nobody@desk.example") is None
        assert may_sign_in(session, "ines@desk.example\x00") is None


# The second factor


def test_enrolling_takes_a_code_of_the_secret_and_gives_ten_recovery_codes(database: Database) -> None:
    secret = new_totp_secret()
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        with pytest.raises(WrongSignIn):
            enrol_totp(session, coordinator, secret, code_at(NOW, secret=SECRET), NOW)

        codes = enrol_totp(session, coordinator, secret, code_at(NOW, secret=secret), NOW)

        assert (coordinator.totp_secret, len(set(codes))) == (secret, 10)
        assert not set(codes) & set(session.scalars(select(RecoveryCode.sha256)))


def test_once_enrolled_no_link_from_before_can_change_that(database: Database) -> None:
    with database.transaction() as session:
        invitation = invite(session, "ines@desk.example", "Ines", EDITOR, NOW)
        coordinator = find_coordinator(session, "ines@desk.example")
        link = make_link(session, coordinator, LinkKind.SIGN_IN, NOW)

        enrol_totp(session, coordinator, SECRET, code_at(NOW), NOW)

        for token, kind in ((invitation, LinkKind.INVITATION), (link, LinkKind.SIGN_IN)):
            with pytest.raises(SpentLink):
                find_link(session, token, kind, NOW)


def test_the_picture_for_an_app_says_whose_secret_it_is_and_where() -> None:
    read = pyotp.parse_uri(totp_address(SECRET, "ines@desk.example", "Letters: for people"))

    assert (read.secret, read.name) == (SECRET, "ines@desk.example")
    assert read.issuer == "Letters: for people"


@pytest.mark.parametrize("secret", ["", "JBSWY3DP", "jbswy3dpehpk3pxpjbswy3dpehpk3pxp", "1" * 32])
def test_a_secret_that_is_none_of_ours_cannot_be_enrolled(database: Database, secret: str) -> None:
    with database.transaction() as session, pytest.raises(WrongSignIn):
        enrol_totp(session, a_coordinator(session), secret, "000000", NOW)


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_fits_half_a_minute_early_or_late(database: Database, steps: int, fits: bool) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        if fits:
            check_code(session, coordinator, code_at(NOW, steps), NOW)
        else:
            with pytest.raises(WrongSignIn):
                check_code(session, coordinator, code_at(NOW, steps), NOW)


def test_a_code_works_once_and_no_older_one_works_after_it(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        check_code(session, coordinator, code_at(NOW), NOW)

        for used in (code_at(NOW), code_at(NOW, -1)):
            with pytest.raises(WrongSignIn):
                check_code(session, coordinator, used, NOW)
        check_code(session, coordinator, code_at(NOW, 1), NOW)


def test_the_code_of_enrolling_cannot_be_used_to_sign_in(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        enrol_totp(session, coordinator, SECRET, code_at(NOW), NOW)

        with pytest.raises(WrongSignIn):
            check_code(session, coordinator, code_at(NOW), NOW)


@pytest.mark.parametrize("code", ["", "12345", "٠" * 6, "\ud800", "x" * 10_000])
def test_what_is_no_code_is_refused_in_words(database: Database, code: str) -> None:
    with database.transaction() as session, pytest.raises(WrongSignIn, match="not right"):
        check_code(session, a_coordinator(session), code, NOW)


def test_a_recovery_code_works_once_for_its_owner_however_it_is_typed(database: Database) -> None:
    with database.transaction() as session:
        coordinator, other = a_coordinator(session), a_coordinator(session, "other@desk.example")
        code, *_ = renew_recovery_codes(session, coordinator)
        typed = code.upper().replace("-", " ").replace("0", "O").replace("1", "I")
        with pytest.raises(WrongSignIn):
            check_code(session, other, code, NOW)

        check_code(session, coordinator, typed, NOW)

        assert recovery_codes_left(session, coordinator.id) == 9
        with pytest.raises(WrongSignIn):
            check_code(session, coordinator, code, NOW)


def test_new_recovery_codes_take_the_place_of_the_old_ones(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        old, *_ = renew_recovery_codes(session, coordinator)
        new, *_ = renew_recovery_codes(session, coordinator)

        with pytest.raises(WrongSignIn):
            check_code(session, coordinator, old, NOW)
        check_code(session, coordinator, new, NOW)


# Sessions


def test_a_session_is_found_by_its_token_which_is_not_stored(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        token = begin_session(session, coordinator.id, "Fire\x07fox " + "x" * 90, NOW)

        found = find_session(session, token, NOW)
        assert found is not None
        assert (found.email, found.role, found.is_enrolled) == ("ines@desk.example", EDITOR, True)
        assert find_session(session, token + "x", NOW) is None
        row = session.scalars(select(SignedIn)).one()
        assert row.device == "Firefox " + "x" * 72
        assert token not in (row.sha256, row.device)
        assert len(token) >= 43


def test_a_session_ends_after_thirty_idle_minutes(database: Database) -> None:
    with database.transaction() as session:
        token = begin_session(session, a_coordinator(session).id, "", NOW)

        assert find_session(session, token, NOW + 30 * MINUTE - SECOND)
        assert find_session(session, token, NOW + 30 * MINUTE) is None


def test_a_session_ends_after_twelve_hours_however_busy(database: Database) -> None:
    with database.transaction() as session:
        token = begin_session(session, a_coordinator(session).id, "", NOW)
        at = NOW
        while at < NOW + timedelta(hours=12) - 20 * MINUTE:
            at += 20 * MINUTE
            found = find_session(session, token, at)
            assert found is not None
            touch_session(session, found.session_id, at)

        assert find_session(session, token, NOW + timedelta(hours=12) - SECOND)
        assert find_session(session, token, NOW + timedelta(hours=12)) is None


def test_being_seen_is_written_down_once_a_minute(database: Database) -> None:
    with database.transaction() as session:
        found = find_session(session, begin_session(session, a_coordinator(session).id, "", NOW), NOW)

    assert found is not None
    assert not found.is_touch_due(NOW + MINUTE - SECOND)
    assert found.is_touch_due(NOW + MINUTE)


def test_a_full_sign_in_is_fresh_for_ten_minutes_and_can_be_made_so_again(database: Database) -> None:
    with database.transaction() as session:
        token = begin_session(session, a_coordinator(session).id, "", NOW)
        found = find_session(session, token, NOW)
        assert found is not None
        assert found.is_fresh(NOW + 10 * MINUTE - SECOND)
        assert not found.is_fresh(NOW + 10 * MINUTE)

        freshen_session(session, found.session_id, NOW + 20 * MINUTE)

        again = find_session(session, token, NOW + 20 * MINUTE)
        assert again is not None
        assert again.is_fresh(NOW + 20 * MINUTE)


def test_between_password_and_code_nobody_is_signed_in_and_five_minutes_are_enough(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        token = begin_waiting(session, coordinator.id, "", NOW)

        assert find_session(session, token, NOW) is None
        assert list_sessions(session, coordinator.id, NOW) == []
        assert find_waiting(session, token, NOW + 5 * MINUTE - SECOND) is coordinator
        assert find_waiting(session, token, NOW + 5 * MINUTE) is None
        assert find_waiting(session, begin_session(session, coordinator.id, "", NOW), NOW) is None


def test_sessions_are_listed_and_ended_one_by_one_or_all_but_this(database: Database) -> None:
    with database.transaction() as session:
        coordinator, other = a_coordinator(session), a_coordinator(session, "other@desk.example")
        for number in range(4):
            begin_session(session, coordinator.id, f"device {number}", NOW + number * MINUTE)
        theirs = begin_session(session, other.id, "theirs", NOW)
        newest, second, *_ = list_sessions(session, coordinator.id, NOW + 4 * MINUTE)
        assert newest.device == "device 3"

        end_session(session, other.id, second.id)
        assert len(list_sessions(session, coordinator.id, NOW + 4 * MINUTE)) == 4
        end_session(session, coordinator.id, second.id)
        assert len(list_sessions(session, coordinator.id, NOW + 4 * MINUTE)) == 3
        end_sessions(session, coordinator.id, but=newest.id)
        assert [each.id for each in list_sessions(session, coordinator.id, NOW + 4 * MINUTE)] == [newest.id]
        end_sessions(session, coordinator.id)
        assert list_sessions(session, coordinator.id, NOW + 4 * MINUTE) == []
        assert find_session(session, theirs, NOW)


def test_a_new_password_ends_the_other_sessions(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        here, there = (begin_session(session, coordinator.id, "", NOW) for _ in range(2))
        found = find_session(session, here, NOW)
        assert found is not None

        choose_password(session, coordinator, "new", found.session_id)

        assert find_session(session, here, NOW)
        assert find_session(session, there, NOW) is None


# Administrators


def test_disabling_ends_sessions_and_links_and_another_role_holds_at_once(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        token = begin_session(session, coordinator.id, "", NOW)
        link = make_link(session, coordinator, LinkKind.SIGN_IN, NOW)
        change_role(session, coordinator, CoordinatorRole.VIEWER)
        found = find_session(session, token, NOW)
        assert found is not None
        assert found.role is CoordinatorRole.VIEWER

        disable(session, coordinator, NOW)

        assert find_session(session, token, NOW) is None
        with pytest.raises(SpentLink):
            find_link(session, link, LinkKind.SIGN_IN, NOW)


def test_a_session_that_outlived_a_disabling_is_refused_all_the_same(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        token = begin_session(session, coordinator.id, "", NOW)
        waiting = begin_waiting(session, coordinator.id, "", NOW)
        coordinator.disabled_at = NOW
        session.flush()

        assert find_session(session, token, NOW) is None
        assert find_waiting(session, waiting, NOW) is None


def test_the_last_administrator_who_can_sign_in_stays(database: Database) -> None:
    with database.transaction() as session:
        last = a_coordinator(session, "last@desk.example", ADMINISTRATOR)
        invite(session, "invited@desk.example", "Invited", ADMINISTRATOR, NOW)
        gone = a_coordinator(session, "gone@desk.example", ADMINISTRATOR)
        disable(session, gone, NOW)

        with pytest.raises(LastAdministrator, match="last administrator"):
            disable(session, last, NOW)
        with pytest.raises(LastAdministrator):
            change_role(session, last, CoordinatorRole.PUBLISHER)
        change_role(session, last, ADMINISTRATOR)

        second = a_coordinator(session, "second@desk.example", ADMINISTRATOR)
        disable(session, last, NOW)
        with pytest.raises(LastAdministrator):
            disable(session, second, NOW)
        assert [bool(each.disabled_at) for each in list_coordinators(session)] == [False, False, True, True]


# How often


def test_ten_passwords_in_five_minutes_for_an_account_from_wherever(database: Database) -> None:
    with database.transaction() as session:
        for number in range(10):
            count_password_try(session, "Ines@desk.example", f"network {number}", NOW + number * SECOND)

        with pytest.raises(TooOften):
            count_password_try(session, "ines@desk.example ", "network", NOW + 5 * MINUTE - SECOND)
        count_password_try(session, "other@desk.example", "network", NOW + 10 * SECOND)
        count_password_try(session, "ines@desk.example", "network", NOW + 5 * MINUTE)
        with pytest.raises(TooOften):
            count_password_try(session, "ines@desk.example", "network", NOW + 5 * MINUTE)


def test_ten_passwords_in_five_minutes_from_a_network_for_whomever(database: Database) -> None:
    with database.transaction() as session:
        for number in range(10):
            count_password_try(session, f"{number}@desk.example", "192.0.2.0/24", NOW)

        with pytest.raises(TooOften):
            count_password_try(session, "ines@desk.example", "192.0.2.0/24", NOW + 5 * MINUTE - SECOND)
        count_password_try(session, "ines@desk.example", "198.51.100.0/24", NOW)
        count_password_try(session, "ines@desk.example", "192.0.2.0/24", NOW + 5 * MINUTE)


def test_five_codes_in_five_minutes_for_a_coordinator(database: Database) -> None:
    with database.transaction() as session:
        for _ in range(5):
            count_code_try(session, 1, NOW)

        with pytest.raises(TooOften):
            count_code_try(session, 1, NOW + 5 * MINUTE - SECOND)
        count_code_try(session, 2, NOW)
        count_code_try(session, 1, NOW + 5 * MINUTE)


def test_a_try_is_counted_without_the_words_of_it(database: Database) -> None:
    with database.transaction() as session:
        count_password_try(session, "ines@desk.example", "192.0.2.0/24", NOW)

        kept = " ".join(session.scalars(select(SignInTry.key)))

    assert not {"ines", "192.0.2"} & set(kept.split())
    assert len(kept) == 129


def test_tries_that_arrive_together_are_counted_one_after_the_other(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    passed: list[int] = []
    together = threading.Barrier(8)

    def try_twice(number: int) -> None:
        together.wait()
        for _ in range(2):
            try:
                with empty_database.transaction() as session:
                    count_code_try(session, 1, NOW)
                passed.append(number)
            except TooOften:
                pass

    threads = [threading.Thread(target=try_twice, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(passed) == 5


def test_two_administrators_who_leave_at_once_cannot_both(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        emails = [a_coordinator(session, f"{name}@desk.example", ADMINISTRATOR).email for name in ("one", "two")]
    together = threading.Barrier(2)
    stayed: list[str] = []

    def leave(email: str) -> None:
        together.wait()
        try:
            with empty_database.transaction() as session:
                disable(session, find_coordinator(session, email), NOW)
        except LastAdministrator:
            stayed.append(email)

    threads = [threading.Thread(target=leave, args=(email,)) for email in emails]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(stayed) == 1


def test_the_whole_way_works_on_every_engine(empty_database: Database) -> None:
    schema.upgrade(empty_database)
    with empty_database.transaction() as session:
        token = invite(session, "ines@desk.example", "Ines", EDITOR, NOW)
        coordinator = accept_invitation(session, token, password_hash(), NOW)
        use_link(session, token, LinkKind.INVITATION, NOW)
        codes = enrol_totp(session, coordinator, SECRET, pyotp.TOTP(SECRET).at(NOW), NOW)
    with empty_database.transaction() as session:
        coordinator = find_coordinator(session, "ines@desk.example")
        assert password_fits(coordinator.password_hash, PASSWORD)
        check_code(session, coordinator, codes[0], NOW)
        with pytest.raises(WrongSignIn):
            check_code(session, coordinator, code_at(NOW), NOW)
        begun = begin_session(session, coordinator.id, "", NOW)

    with empty_database.reading() as session:
        assert find_session(session, begun, NOW)


def test_what_no_longer_counts_is_forgotten(database: Database) -> None:
    with database.transaction() as session:
        coordinator = a_coordinator(session)
        begin_session(session, coordinator.id, "", NOW)
        kept = begin_session(session, coordinator.id, "", NOW + timedelta(hours=1))
        begin_waiting(session, coordinator.id, "", NOW + timedelta(hours=1) - 5 * MINUTE)
        make_link(session, coordinator, LinkKind.SIGN_IN, NOW)
        count_code_try(session, coordinator.id, NOW)

        prune(session, NOW + timedelta(hours=1))

        assert [_count(session, table) for table in (SignedIn, Invitation, SignInTry)] == [1, 0, 0]
        assert find_session(session, kept, NOW + timedelta(hours=1))


# The demonstration


def test_the_demonstration_gets_an_administrator_and_a_new_link_each_time(database: Database) -> None:
    with database.transaction() as session:
        first, second = demonstration_link(session, NOW), demonstration_link(session, NOW)

        assert first is not None
        assert second is not None
        assert find_link(session, second, LinkKind.SIGN_IN, NOW).coordinator.role is ADMINISTRATOR
        with pytest.raises(SpentLink):
            find_link(session, first, LinkKind.SIGN_IN, NOW)


def test_an_installation_with_coordinators_gets_no_demonstration_administrator(database: Database) -> None:
    with database.transaction() as session:
        a_coordinator(session)
        assert demonstration_link(session, NOW) is None

        session.execute(update(Coordinator).values(email=EMAIL, disabled_at=NOW))
        assert demonstration_link(session, NOW) is None


def _count(session: Session, table: type) -> int:
    return session.scalars(select(func.count()).select_from(table)).one()
