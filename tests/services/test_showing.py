"""What everyone may see."""

from dataclasses import replace

from campaign.models.vocabulary import DemandKind, LevelledField, PublicationLevel
from campaign.services.actions import ActionNow, Standing
from campaign.services.showing import shown
from tests.factories import NOW, asked, published


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


def test_what_is_asked_stands_apart_from_what_is_recalled() -> None:
    action = published(demands=(asked("release him"), asked("the law binds you", kind=DemandKind.REMINDER)))

    page = shown(ActionNow(action, Standing.OPEN, NOW, NOW, None), "en")

    assert [demand.text for demand in page.demands] == ["release him"]
    assert [remark.text for remark in page.remarks] == ["the law binds you"]
