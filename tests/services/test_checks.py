"""Advice on a letter before it goes."""

import pytest

from campaign.merging.supporter import Identity
from campaign.services.checks import (
    TIES,
    Advice,
    advice_on_length,
    advice_on_post,
    advice_on_words,
    own_words_of,
    without_own_words,
)
from tests.factories import a_supporter, published


def advised(country: str = "PT", language: str = "en", **own: str) -> list[tuple[str, str]]:
    return [(each.field, str(each.sentence)) for each in advice_on_words(published(), country, own, language)]


def test_plain_words_from_elsewhere_need_no_advice() -> None:
    assert advised(who_i_am="I am a nurse.", my_link="", own_words="I worry about Ilir Doe.") == []


def test_a_harsh_passage_is_shown_at_its_field() -> None:
    assert advised(who_i_am="I am a nurse.", own_words="You are liars.") == [
        ("own_words", "“You are liars.” may sound rude: letters that stay polite are read to the end.")
    ]


@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("AL", ""),
        ("PT", "My family lives in Albania."),
        ("FR", "Je suis née en Albanie."),
        ("DE", "Моя семья из Албании."),
    ],
)
def test_ties_to_the_country_are_a_reason_to_think_twice(country: str, words: str) -> None:
    assert ("identity", str(TIES)) in advised(country, my_link=words)


@pytest.mark.parametrize(
    ("words", "is_named"), [("I am a woman from Lisbon.", False), ("My Omani aunt", True), ("أقيم بعُمان", True)]
)
def test_a_country_is_named_by_words_and_not_by_parts_of_them(words: str, is_named: bool) -> None:
    found = advice_on_words(published(country="OM"), "PT", {"my_link": words}, "en")

    assert (Advice("identity", TIES) in found) is is_named


@pytest.mark.parametrize(
    ("language", "words", "is_foreign"),
    [
        ("ru", "I am a nurse.", True),
        ("ru", "Я медсестра из Lisboa.", False),
        ("ar", "Je suis infirmière.", True),
        ("ar", "أنا ممرضة", False),
        ("en", "Я медсестра.", True),
        ("fr", "Je suis infirmière à Œuf.", False),
        ("en", "1234", False),
    ],
)
def test_words_in_another_script_than_the_letter_are_noticed(language: str, words: str, is_foreign: bool) -> None:
    assert bool(advised(language=language, own_words=words)) is is_foreign


@pytest.mark.parametrize(("days", "is_late"), [(None, False), (7, False), (6, True), (0, True)])
def test_the_post_is_warned_of_in_the_last_week(days: int | None, is_late: bool) -> None:
    assert (advice_on_post(days) is not None) is is_late


def test_a_long_letter_says_what_makes_it_long() -> None:
    assert advice_on_length(2, 1).field == "own_words"
    assert advice_on_length(2, 2).field == ""


def test_a_supporter_without_own_words_is_the_same_person() -> None:
    supporter = a_supporter(who_i_am="A.", my_link="B.", own_words="C.", identity="initials")

    bare = without_own_words(supporter)

    assert set(own_words_of(bare).values()) == {""}
    assert (bare.name, bare.identity) == (supporter.name, Identity.INITIALS)
