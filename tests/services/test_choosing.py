"""The authorities to choose from: those at hand, and those that words find."""

import pytest

from campaign.db import Database
from campaign.models import AuthorityText
from campaign.services.choosing import MOST, authorities_at_hand
from tests.factories import an_authority


@pytest.fixture
def directory(database: Database) -> Database:
    with database.transaction() as session:
        session.add_all(
            [
                an_authority("minister"),
                an_authority("court", state="RU", texts={"ru": AuthorityText(language="ru", title="Élysée суд")}),
                an_authority("commission", state=None, texts={}),
            ]
        )
    return database


@pytest.mark.parametrize(
    ("chosen", "words", "slugs"),
    [
        ((), "", ["commission", "minister"]),
        (("court",), "", ["commission", "court", "minister"]),
        ((), "elysee СУД", ["court"]),
        ((), "russia", ["court"]),
        ((), "minister nobody", []),
        (("minister",), "commission", ["commission", "minister"]),
        (("nobody",), "nothing at all", []),
    ],
)
def test_they_are_those_at_hand_or_those_that_words_find_and_always_those_chosen(
    directory: Database, chosen: tuple[str, ...], words: str, slugs: list[str]
) -> None:
    with directory.reading() as session:
        found = authorities_at_hand(session, "AL", chosen, words)

    assert sorted(slug for slug, _ in found) == slugs


def test_they_stand_by_their_names_in_english_where_there_are_any(directory: Database) -> None:
    with directory.reading() as session:
        found = authorities_at_hand(session, "RU", ("minister",))

    assert found == (
        ("commission", "commission"),
        ("court", "Élysée суд"),
        ("minister", "Jane Roe, Minister of Justice"),
    )


def test_a_long_list_is_cut_but_never_loses_who_is_chosen(database: Database) -> None:
    with database.transaction() as session:
        session.add_all(an_authority(f"many-{number:03}") for number in range(MOST + 30))
    with database.reading() as session:
        found = authorities_at_hand(session, "AL", (f"many-{MOST + 20}",))

    slugs = [slug for slug, _ in found]
    assert len(slugs) == MOST + 1
    assert f"many-{MOST + 20}" in slugs
