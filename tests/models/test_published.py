"""Published values: the same text every time, read back the same, and noticed when altered."""

import pytest

from campaign.errors import AlteredDocument
from campaign.models.deadline import Deadline
from campaign.models.published import PublishedAction, from_document, to_document
from campaign.models.vocabulary import DeadlineRule, DemandKind
from tests.factories import NOW, asked, published


def test_a_value_comes_back_from_its_document_as_it_was() -> None:
    action = published(
        deadline=Deadline(NOW.date(), DeadlineRule.BEFORE, "before"),
        demands=(asked("comply with", asked("article 1")), asked("the law forbids it", kind=DemandKind.REMINDER)),
    )

    assert from_document(*to_document(action), PublishedAction) == action
    assert to_document(action) == to_document(from_document(*to_document(action), PublishedAction))


def test_an_altered_document_is_noticed() -> None:
    document, sha256 = to_document(published())

    with pytest.raises(AlteredDocument, match="differs from what was published"):
        from_document(document.replace("drop all charges", "drop no charges"), sha256, PublishedAction)


def test_texts_are_offered_in_the_order_of_the_sheet() -> None:
    text = published().texts[0]
    texts = tuple(text.__class__(**{**text.__dict__, "language": language}) for language in ("de", "en", "ru"))

    assert published(texts=texts, languages=("ru", "en", "own")).text_languages == ("ru", "en", "de")
