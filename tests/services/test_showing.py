"""What everyone may see."""

from dataclasses import replace

from campaign.models.vocabulary import LevelledField, PublicationLevel
from campaign.services.actions import ActionNow, Standing
from campaign.services.showing import shown
from tests.factories import NOW, published


def test_what_is_for_letters_alone_is_not_shown() -> None:
    action = published(letter_only=(LevelledField.FACTS,))
    hidden = replace(action.persons[0], level=PublicationLevel.LETTER_ONLY)
    found = ActionNow(replace(action, persons=(hidden,)), Standing.OPEN, NOW, NOW, None)

    page = shown(found, "en")

    assert (page.facts, page.persons) == (None, ())
    assert page.summary == "A summary."


def test_without_a_text_in_the_pages_language_the_first_there_is_is_shown_and_named() -> None:
    page = shown(ActionNow(published(), Standing.OPEN, NOW, NOW, None), "ar")

    assert (page.language, page.title) == ("en", "A title")
