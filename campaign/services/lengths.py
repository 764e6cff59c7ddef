"""How long an action's letters are, so that a coordinator sees what still fits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from campaign.merging.merge import merge
from campaign.merging.supporter import Supporter
from campaign.models.published import PublishedAction
from campaign.models.vocabulary import Role
from campaign.rendering.mail_links import length_with_text
from campaign.rendering.message import message_of
from campaign.services.channels import drafts_and_copies
from campaign.services.languages import offered_languages
from campaign.services.letters import Choice

SOMEBODY = Supporter(  # of the usual length
    name="Maria Fernandes Oliveira",
    address_lines=("Rua das Flores 17, 2.º", "1200-192 Lisboa"),
    country="PT",
    place="Lisboa",
)


@dataclass(frozen=True)
class Length:
    """A letter to one addressee in one language, without own words: its words, and its bytes in a mailto link."""

    position: int
    language: str
    words: int
    link_bytes: int


def lengths(action: PublishedAction, now: datetime) -> Iterator[Length]:
    """Yield the length of a letter to every addressee in every language that letters can be written in."""
    _, cc = drafts_and_copies(Choice(action.addressees, ()))
    originals = [each for each in action.addressees if each.role is not Role.COPY]
    for addressee in action.addressees:
        for language in offered_languages(action):
            letter = merge(action, addressee, SOMEBODY, now, language=language, copy_of=originals)
            message = message_of(letter, cc)
            yield Length(addressee.position, language, len(message.text.split()), length_with_text(message))
