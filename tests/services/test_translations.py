"""Words that an action lacks in one of its languages."""

import pytest

from campaign.models import Action, ActionText, AuthorityText, DemandText, PersonText
from campaign.services.places import Lack
from campaign.services.readiness import missing
from campaign.services.translations import lacking_words
from tests.factories import NOW, a_demand, an_action


def in_french_as_well() -> Action:
    """An action with all of its words in French, too."""
    action = an_action(languages=("fr", "own"))
    action.texts["fr"] = ActionText(language="fr", title="Un titre", summary="Un résumé.", facts="Les faits.")
    action.persons[0].texts["fr"] = PersonText(language="fr", name="Ilir Doe", role="journaliste")
    for demand, words in zip(action.demands, ("de libérer Ilir Doe", "d’abandonner les charges"), strict=True):
        demand.texts["fr"] = DemandText(language="fr", text=words)
    authority = action.addressees[0].authority
    authority.texts["fr"] = AuthorityText(language="fr", name="Jane Roe", title="Ministre de la Justice")
    return action


def lacks(action: Action) -> list[Lack]:
    return list(lacking_words(action))


def test_nothing_lacks_where_every_word_is_there_in_every_language() -> None:
    assert lacks(in_french_as_well()) == []
    assert missing(in_french_as_well(), NOW) == ()


def test_a_language_that_is_read_but_not_written_in_is_told() -> None:
    (lack,) = lacks(an_action(languages=("ru", "en")))

    assert str(lack).startswith("Letters are read in ru, but there is no text in it")


def test_a_person_who_is_not_named_in_one_of_the_languages_is_told_with_the_field() -> None:
    action = in_french_as_well()
    del action.persons[0].texts["fr"]

    (lack,) = lacks(action)

    assert str(lack).startswith("Letters in fr do not name Ilir Doe")
    assert (lack.place.field, lack.place.row) == ("name_fr", 0)


def test_an_unnamed_person_lacks_no_name() -> None:
    action = an_action()
    action.persons[0].texts["en"].name = None

    assert lacks(action) == []


def test_a_gender_that_nobody_entered_is_told_only_where_the_form_of_address_depends_on_it() -> None:
    action = in_french_as_well()
    action.addressees[0].authority.gender = None

    (lack,) = lacks(action)

    assert "gender of Jane Roe is not entered: letters in fr use a neutral form" in str(lack)
    action.addressees[0].authority.texts["fr"].salutation = "Madame la Ministre"
    assert lacks(action) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [("An end to torture", "may not go on from"), ("ensure that they are safe", "say who is meant"), ("free her", "")],
)
def test_a_demand_that_may_not_read_well_is_told(text: str, told: str) -> None:
    found = lacks(an_action(demands=[a_demand(text)]))

    assert [told in str(lack) for lack in found] == ([True] if told else [])


def test_an_action_that_no_letter_can_be_written_for_is_not_ready() -> None:
    (lack,) = missing(an_action(languages=("pt",)), NOW)

    assert "in none of its languages" in str(lack)
