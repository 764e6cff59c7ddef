"""Warnings: what speaks against publishing, without standing in the way."""

from datetime import date, timedelta

import pytest

from campaign.models import Action, ActionText, Contact, PostalAddress
from campaign.models.deadline import Deadline
from campaign.models.vocabulary import Channel, ContactKind, DeadlineRule, Doubt
from campaign.rendering.papers import PAPERS
from campaign.rendering.pdf import print_pdf
from campaign.services.readiness import missing, readiness
from campaign.services.warnings import warnings
from tests.factories import NOW, a_demand, an_action

TODAY = NOW.date()
YEAR = timedelta(days=365)


def a_sound_action(**changes) -> Action:
    """An action that nothing speaks against."""
    action = an_action(**changes)
    action.deadline = Deadline(date(2026, 6, 1), DeadlineRule.UNTIL, "by 1 June")
    action.texts["fr"] = ActionText(language="fr", title="Un titre", summary="Un résumé.", facts="Les faits.")
    authority = action.addressees[0].authority
    for entry in (*authority.addresses, *authority.contacts):
        entry.verified_on = TODAY
    return action


def said(action: Action, pages=None) -> list[str]:
    return [str(warning) for warning in warnings(action, NOW, readiness(action, NOW), pages)]


def by_email(action: Action) -> Action:
    """That action, with an e-mail address for its addressee."""
    contact = Contact(kind=ContactKind.EMAIL, raw="jane@example.org", source="test", verified_on=TODAY)
    action.addressees[0].authority.contacts.append(contact)
    return action


def test_nothing_speaks_against_a_sound_action() -> None:
    assert said(by_email(a_sound_action()), lambda letter: 1) == []


@pytest.mark.parametrize(
    ("verified_on", "valid_from", "stale"),
    [
        (TODAY - YEAR, None, False),
        (TODAY - YEAR - timedelta(days=1), TODAY, True),
        (None, TODAY - YEAR, False),
        (None, TODAY - YEAR - timedelta(days=1), True),
        (None, None, True),
    ],
)
def test_what_nobody_verified_for_a_year_is_named(verified_on, valid_from, stale: bool) -> None:
    action = a_sound_action()
    authority = action.addressees[0].authority
    for entry in (authority.addresses[0], authority.contacts[0]):
        entry.verified_on, entry.valid_from = verified_on, valid_from

    found = said(action)

    assert [("1 Long Street, 1001 Town" in each, "+355 4 225 9388" in each) for each in found] == (
        [(True, False), (False, True)] if stale else []
    )
    assert all("verified for a year" in each and "Jane Roe" in each for each in found)


def test_what_letters_do_not_use_needs_no_verification() -> None:
    action = a_sound_action()
    authority = action.addressees[0].authority
    authority.addresses.insert(0, PostalAddress(language="en", lines=("Old",), country="AL", source="s"))
    authority.addresses[1].valid_from = TODAY - 2 * YEAR
    authority.contacts += [
        Contact(kind=ContactKind.PHONE, raw="+355 4 1", source="s"),
        Contact(kind=ContactKind.FAX, raw="+355 4 2", source="s", bounced_on=TODAY),
        Contact(kind=ContactKind.FAX, raw="+355 4 3", source="s", doubt=Doubt.NO_NUMBER, valid_to=TODAY - YEAR),
    ]

    assert said(action) == []


def test_a_number_in_doubt_is_named_once() -> None:
    action = a_sound_action()
    action.addressees[0].authority.contacts.append(
        Contact(kind=ContactKind.FAX, raw="225 93 89", source="s", doubt=Doubt.NO_COUNTRY_CODE, proposed="+35542259389")
    )

    assert said(action) == ["It is not certain how to dial “225 93 89” of Jane Roe: confirm the number."]


def test_a_single_language_and_a_missing_deadline_are_named() -> None:
    action = a_sound_action()
    del action.texts["fr"]
    action.deadline = None

    last_day, language = said(action)

    assert "no last day" in last_day
    assert "one language only, en" in language


def test_a_deadline_that_is_over_is_named_from_the_day_after() -> None:
    action = a_sound_action()
    action.deadline = Deadline(TODAY, DeadlineRule.UNTIL, "")
    on_the_day = said(action)
    action.deadline = Deadline(TODAY, DeadlineRule.BEFORE, "")

    assert on_the_day == []
    assert said(action) == ["The last day to write, 2026-05-03, is over: nobody can write unless it is extended."]


def test_a_text_too_long_for_a_link_is_named_once_a_language_and_only_where_e_mail_is_possible() -> None:
    action = a_sound_action()
    action.texts["en"].facts = "What happened there. " * 80
    by_post_and_fax = said(action)
    (warning,) = said(by_email(action))
    action.addressees[0].authority.refuses = (Channel.EMAIL,)

    assert by_post_and_fax == said(action) == []
    assert "In en the text is too long" in warning
    assert "of 1600 bytes" in warning


def test_a_letter_that_takes_two_pages_is_named() -> None:
    def pages(letter):
        return print_pdf([letter], PAPERS["a4"]).pages[0]

    short, long = a_sound_action(), a_sound_action()
    long.texts["en"].facts = "What happened there. " * 400

    assert said(short, pages) == []
    assert ["In en a letter takes 3 pages" in each for each in said(long, pages)] == [True]


def test_an_action_that_lacks_something_still_gets_the_other_warnings() -> None:
    action = a_sound_action(demands=[a_demand("listen to Example Rights Watchers")])
    action.deadline = None

    assert missing(action, NOW)
    assert ["no last day" in each for each in said(by_email(action), lambda letter: 2)] == [True]
